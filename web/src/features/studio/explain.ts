import type { GenerationResult, Result } from '@tollgate/client';
import { creditsWithUnit, duration } from '../../shared/format.ts';

export interface Explanation {
  title: string;
  lines: string[];
  /** Danger for what went wrong, a warning for what was refused or stopped. */
  tone: 'warning' | 'danger';
  /** Whether the very same, sent again, could work. */
  canRetry: boolean;
}

type Failed = Extract<Result<GenerationResult>, { success: false }>;

const NOTHING_CHARGED = 'Nothing was charged.';

const CATEGORY_NAMES: Record<string, string> = {
  hate: 'hate speech',
  sexual: 'sexual content',
  illegal: 'illegal acts',
};

/** What a refusal or a failure means to the person who asked. `waitMs` is what is left of a limit's waiting time. */
export function explain(result: Failed, waitMs: number): Explanation {
  const { code, error, details } = result;
  const refused = { tone: 'warning', canRetry: false } as const;
  const failed = { tone: 'danger', canRetry: true } as const;
  switch (code) {
    case 'insufficient_credits': {
      const required = details.requiredMicro ?? 0;
      const available = details.availableMicro ?? 0;
      return {
        ...refused,
        title: 'Not enough credits',
        lines: [
          `It costs ${creditsWithUnit(required)} and you have ${creditsWithUnit(available)}: ${creditsWithUnit(required - available)} are missing.`,
          'Choose a smaller amount, or ask for more credits.',
        ],
      };
    }
    case 'rate_limited':
    case 'guest_limit':
      return {
        ...refused,
        title:
          details.limitOf === 'address'
            ? 'Your network has reached its limit for now'
            : 'You have reached the limit for now',
        lines: [
          ...(details.limitOf === 'address' ? ['Others who share your network count too.'] : []),
          waitMs > 0 ? `You can generate again in ${duration(waitMs)}.` : 'You can generate again now.',
          NOTHING_CHARGED,
        ],
        canRetry: true,
      };
    case 'prompt_rejected': {
      const named = (details.categories ?? [])
        .map((category) => CATEGORY_NAMES[category] ?? category)
        .join(', ');
      return {
        ...refused,
        title: 'This prompt is not allowed',
        lines: [
          named === '' ? 'It goes against the rules of this site.' : `It was taken for: ${named}.`,
          `Change the wording and try again. ${NOTHING_CHARGED}`,
        ],
      };
    }
    case 'cancelled':
      return {
        ...refused,
        title: 'Cancelled',
        lines: [
          result.creditsUsedMicro > 0 ? 'You pay for what had been delivered by then.' : NOTHING_CHARGED,
        ],
        canRetry: true,
      };
    case 'suspended':
    case 'paused':
    case 'ip_blocked':
      return { ...refused, title: 'Generating is switched off for you', lines: [error] };
    case 'network':
      return {
        ...failed,
        title: 'The connection was lost',
        lines: [
          'If the generation was running, it goes on without this page: look into your history before trying again.',
          'What does not finish costs nothing.',
        ],
      };
    case 'invalid_argument':
      return {
        ...failed,
        title: 'Something is not right with the request',
        lines: [error, NOTHING_CHARGED],
        canRetry: false,
      };
    case 'contended':
      return {
        ...failed,
        tone: 'warning',
        title: 'Very busy at the moment',
        lines: [`Try again in a moment. ${NOTHING_CHARGED}`],
      };
    case 'provider_failed':
      return {
        ...failed,
        title: 'The generation failed',
        lines: error.includes(NOTHING_CHARGED) ? [error] : [error, NOTHING_CHARGED],
      };
    default:
      return { ...failed, title: 'That did not work', lines: [error] };
  }
}
