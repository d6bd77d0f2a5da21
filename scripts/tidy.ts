import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.ts';
import { runCommand, say } from './lib/say.ts';
import { findUntidy, type SourceFile } from './lib/tidy-rules.ts';

/** Holds the repository to the parts of its style that Biome can't say. */
const ROOMS = ['contract', 'functions', 'client', 'web', 'scripts', 'tests', 'examples'];
const CODE = /\.(?:tsx?|jsx?|css)$/;
const NOT_OURS = new Set(['node_modules', 'dist', 'built']);

function* sourcesIn(directory: string): Generator<SourceFile> {
  for (const entry of fs.readdirSync(path.join(ROOT, directory), { withFileTypes: true })) {
    const place = `${directory}/${entry.name}`;
    if (entry.isDirectory() && !NOT_OURS.has(entry.name)) yield* sourcesIn(place);
    if (entry.isFile() && CODE.test(entry.name)) {
      yield { path: place, text: fs.readFileSync(path.join(ROOT, place), 'utf8') };
    }
  }
}

await runCommand(async () => {
  const files = ROOMS.flatMap((room) => [...sourcesIn(room)]);
  const findings = findUntidy(files);
  for (const { path: file, line, message } of findings) say(`${file}:${line}  ${message}`);
  const untidy = findings.filter(({ isQuestion }) => !isQuestion).length;
  say(`${files.length} files, ${untidy === 0 ? 'tidy' : `${untidy} untidy places`}`);
  return untidy === 0 ? 0 : 1;
});
