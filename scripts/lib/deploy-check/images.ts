import artifacts from 'firebase-tools/lib/functions/artifacts.js';
import registry from 'firebase-tools/lib/gcp/artifactregistry.js';
import { MendableError, say } from '../say.ts';
import { type Deployment, isNothing } from './google.ts';
import type { Stop } from './stop.ts';

/**
 * Where the container images of functions are kept. Of a repository that says nothing about when they are
 * deleted, firebase-tools asks after it has deployed the functions; where it can't ask, it stops there,
 * before the pages. So the repository of a new project is made here, with the policy that firebase-tools
 * would set. One that is there is left alone.
 */
export async function checkImages(deployment: Deployment, regions: readonly string[]): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (const region of regions) {
    const state = await stateOf(deployment.projectId, region);
    if (state === 'missing' && deployment.follows) await make(deployment.projectId, region);
    if (state === 'undecided' && !canAsk(deployment)) stops.push(undecided(deployment.projectId, region));
  }
  return stops;
}

async function stateOf(projectId: string, region: string): Promise<'missing' | 'undecided' | 'decided'> {
  try {
    await artifacts.getRepo(projectId, region, true);
  } catch (error) {
    // What we may not see, firebase-tools may not either, and then it asks nothing.
    return isNothing(error) ? 'missing' : 'decided';
  }
  const { locationsToSetup } = await artifacts.checkCleanupPolicy(projectId, [region]);
  return locationsToSetup.length > 0 ? 'undecided' : 'decided';
}

async function make(projectId: string, region: string): Promise<void> {
  const days = artifacts.DEFAULT_CLEANUP_DAYS;
  try {
    await registry.ensureApiEnabled(projectId);
    await registry.ensureDockerRepository(projectId, region, artifacts.GCF_REPO_ID);
    await artifacts.setCleanupPolicy(await artifacts.getRepo(projectId, region, true), days);
  } catch (error) {
    throw new MendableError(
      `Artifact Registry: the repository ${artifacts.GCF_REPO_ID} in ${region}, for images of functions, ` +
        'could not be made: ' +
        `${error instanceof Error ? error.message : error}\n` +
        'Ask for the role Artifact Registry Administrator, or have somebody who has it deploy once.',
    );
  }
  say(`Made the repository ${artifacts.GCF_REPO_ID} in ${region}; images are deleted after ${days} day.`);
}

function canAsk({ line }: Deployment): boolean {
  return line?.force === true || (line?.interactive ?? process.stdin.isTTY === true);
}

const undecided = (projectId: string, region: string): Stop => ({
  what:
    `Artifact Registry: nothing says when container images in ${region} are deleted. firebase-tools asks ` +
    "for it at the end of a deployment, and can't ask here: it would stop before the web app.",
  ways: [
    `Delete what is older than a day: ${setPolicy(projectId, region)} --days 1 --force`,
    `or keep all of them: ${setPolicy(projectId, region)} --none`,
  ],
});

const setPolicy = (projectId: string, region: string): string =>
  `npx firebase functions:artifacts:setpolicy --project ${projectId} --location ${region}`;
