import type { Moderation } from '@tollgate/contract/config/config';
import * as z from 'zod';

/**
 * A moderator that runs elsewhere. It may be slow, down or change its mind about its format: each is a
 * failure.
 */
export interface RemoteModerator {
  judge: (prompt: string, options: { model: string; timeoutMs: number }) => Promise<RemoteVerdict>;
}

export type RemoteVerdict =
  | { kind: 'allowed' }
  | { kind: 'flagged'; categories: string[] }
  /** `why` is safe to log: a code, never a text that came back, for that may quote the prompt. */
  | { kind: 'failed'; why: string };

export type RemoteProvider = NonNullable<Moderation['remote']>['provider'];

/** OpenAI answers one result an input; a category may be `null` where it does not apply to text. */
const openAiAnswer = z.object({
  results: z
    .array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean().nullable()) }))
    .min(1),
});

/** OpenAI's moderation endpoint: https://platform.openai.com/docs/api-reference/moderations */
export function openAiModerator({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }): RemoteModerator {
  return {
    judge: async (prompt, { model, timeoutMs }) => {
      const signal = AbortSignal.timeout(timeoutMs);
      let body: unknown;
      try {
        const response = await fetch(`${baseUrl}/moderations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
          body: JSON.stringify({ model, input: prompt }),
          // The key goes to this address and to no other.
          redirect: 'error',
          signal,
        });
        if (!response.ok) {
          await response.body?.cancel();
          return { kind: 'failed', why: `status_${response.status}` };
        }
        body = await response.json();
      } catch (error) {
        // Everything that fetch and JSON throw is a failure of the other side or of the way there.
        if (signal.aborted) return { kind: 'failed', why: 'timeout' };
        return { kind: 'failed', why: error instanceof SyntaxError ? 'not_understood' : 'unreachable' };
      }
      const answer = openAiAnswer.safeParse(body);
      return answer.success ? verdictOf(answer.data) : { kind: 'failed', why: 'not_understood' };
    },
  };
}

function verdictOf({ results }: z.infer<typeof openAiAnswer>): RemoteVerdict {
  if (!results.some(({ flagged }) => flagged)) return { kind: 'allowed' };
  const categories = results.flatMap((result) =>
    Object.keys(result.categories).filter((category) => result.categories[category]),
  );
  return { kind: 'flagged', categories: categories.length > 0 ? [...new Set(categories)] : ['flagged'] };
}
