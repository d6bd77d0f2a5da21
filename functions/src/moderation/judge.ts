import type { Moderation } from '@tollgate/contract/config/config';
import { refuse } from '@tollgate/contract/refusals/refusals';
import { log } from '../platform/log.ts';
import { openAiKey } from '../platform/options.ts';
import { type Judgement, rejectPrompt } from './decide.ts';
import { openAiModerator, type RemoteModerator, type RemoteProvider } from './remote.ts';

/** The moderators of this deployment; `null` for one whose key it was not given. */
export type RemoteModerators = Record<RemoteProvider, RemoteModerator | null>;

const OPENAI = 'https://api.openai.com/v1';

const deployed = (): RemoteModerators => {
  const apiKey = openAiKey?.value();
  return { openai: apiKey ? openAiModerator({ apiKey, baseUrl: OPENAI }) : null };
};

/** After this a failed moderator may well answer again. */
const RETRY_AFTER_MS = 5_000;

/** Has the remote moderator judge a prompt in which the banned terms have found nothing. */
export async function judgeRemotely(
  prompt: string,
  remote: NonNullable<Moderation['remote']>,
  moderators: RemoteModerators = deployed(),
): Promise<Judgement> {
  const { provider, onFailure } = remote;
  const verdict = (await moderators[provider]?.judge(prompt, remote)) ?? { kind: 'failed', why: 'no_key' };
  if (verdict.kind === 'allowed') return verdict;
  if (verdict.kind === 'flagged') return rejectPrompt(verdict.categories);
  log.warn('the remote moderator gave no answer', { provider, why: verdict.why, onFailure });
  if (onFailure === 'allow') return { kind: 'allowed' };
  // Not `prompt_rejected`: nobody should be counted as abusive because a service is down.
  return refuse('contended', "This prompt can't be checked at the moment. Try again in a few seconds.", {
    retryAfterMs: RETRY_AFTER_MS,
  });
}
