import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { WORK_DIR } from '../paths.ts';
import { type Deployment, read } from './google.ts';
import { judgeRules, type RulesService } from './rules.ts';
import type { Replaceable, Stop } from './stop.ts';

interface RulesTarget {
  service: RulesService;
  /** The release's name, without the project. */
  release: string;
  /** From the project's folder. */
  file: string;
  replaces: Replaceable;
  /** What a stop begins with. */
  subject: string;
  /** How to deploy everything but these rules. */
  without: string;
}

const releaseShape = z.looseObject({ rulesetName: z.string() });
const rulesetShape = z.looseObject({
  source: z.looseObject({ files: z.array(z.looseObject({ content: z.string() })) }),
});

export async function checkRules(deployment: Deployment, target: RulesTarget): Promise<Stop[]> {
  const { projectId, config } = deployment;
  const live = await readRules(projectId, target.release);
  const local = fs.readFileSync(config.path(target.file), 'utf8');
  if (live === null || judgeRules({ service: target.service, live, local }) !== 'foreign') return [];
  const copy = path.join(WORK_DIR, 'live', path.basename(target.file));
  fs.mkdirSync(path.dirname(copy), { recursive: true });
  fs.writeFileSync(copy, live);
  return [
    {
      what:
        `${target.subject} are not Tollgate's, and this deployment would replace them. ` +
        `They are now in ${path.relative(process.cwd(), copy)}.`,
      ways: [
        `To have both: paste the blocks of that file (match … { … }) into ${target.file} ` +
          "beside Tollgate's, deploy again, and from then on deploy these rules from here alone",
        "or paste Tollgate's block into your app's rules, deploy those from there, " +
          `and Tollgate without: ${target.without}`,
      ],
      replaces: target.replaces,
    },
  ];
}

/** The text in force; several files are read as one. */
async function readRules(projectId: string, release: string): Promise<string | null> {
  const address = `/v1/projects/${projectId}/releases/${release}`;
  const released = await read('rules', address, releaseShape);
  if (!released) return null;
  const ruleset = await read('rules', `/v1/${released.rulesetName}`, rulesetShape);
  return ruleset?.source.files.map(({ content }) => content).join('\n') ?? null;
}
