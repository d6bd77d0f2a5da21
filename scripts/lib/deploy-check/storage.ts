import * as z from 'zod';
import { type Deployment, read } from './google.ts';
import { checkRules } from './ruleset.ts';
import type { Stop } from './stop.ts';

export const storageConfig = z.looseObject({ rules: z.string(), bucket: z.string().optional() });

const WITHOUT = 'npx firebase deploy --except storage';

/** The rules of the bucket, and whether there is one. */
export async function checkStorage(
  deployment: Deployment,
  config: z.output<typeof storageConfig>,
): Promise<Stop[]> {
  const { projectId } = deployment;
  const bucket = config.bucket ?? (await defaultBucket(projectId));
  if (bucket === null) {
    return [
      {
        what: `Storage: ${projectId} has no bucket yet, in which results of generations are kept.`,
        ways: [
          `Make it: https://console.firebase.google.com/project/${projectId}/storage, "Get started"; deploy again`,
          `or deploy without it, if your app generates everything itself: ${WITHOUT}`,
        ],
      },
    ];
  }
  return checkRules(deployment, {
    service: 'firebase.storage',
    release: `firebase.storage/${bucket}`,
    file: config.rules,
    replaces: 'storage',
    subject: `Storage: the rules of ${bucket}`,
    without: WITHOUT,
  });
}

async function defaultBucket(projectId: string): Promise<string | null> {
  const shape = z.looseObject({ bucket: z.looseObject({ name: z.string() }) });
  const found = await read('storage', `/v1alpha/projects/${projectId}/defaultBucket`, shape);
  return found?.bucket.name.split('/').at(-1) ?? null;
}
