import type { GenerationResult, Result } from '@tollgate/client';
import type { TFunction } from 'i18next';
import { creditsWithUnit, duration } from '../../shared/format.ts';

export interface Explanation {
  title: string;
  lines: string[];
  /** Danger for what went wrong, a warning for what was refused or stopped. */
  tone: 'warning' | 'danger';
  /** Whether the very same, sent again, could work. */
  canRetry: boolean;
  /** Whether signing up is the way on. */
  offersSignUp?: true;
  /** Whether more credits are. */
  offersCredits?: true;
  /** The new price, which sending it again accepts. */
  acceptsMicro?: number;
}

type Words = TFunction<'studio'>;
type Failed = Extract<Result<GenerationResult>, { success: false }>;

const NAMED = ['violence', 'hate', 'sexual', 'illegal'] as const;

function categoryName(t: Words, category: string): string {
  const named = NAMED.find((one) => one === category);
  return named ? t(`failure.prompt.${named}`) : category;
}

const waiting = (t: Words, waitMs: number): string =>
  waitMs > 0 ? t('failure.limit.wait', { time: duration(waitMs) }) : t('failure.limit.now');

/** What was charged of a failure, or that nothing was. */
function chargeOf(t: Words, { creditsUsedMicro, details: { chargedFor } }: Failed): string[] {
  if (creditsUsedMicro === 0) return [t('failure.nothing')];
  const charged = t('failure.charged', { amount: creditsWithUnit(creditsUsedMicro) });
  return chargedFor ? [charged, t(`failure.chargedFor.${chargedFor}`)] : [charged];
}

/**
 * What a refusal or a failure means to the person who asked, in their language: the reason decides the words,
 * never the server's message. `waitMs` is what is left of a limit's waiting time; `null` where no wait helps.
 */
export function explain(t: Words, result: Failed, waitMs: number | null): Explanation {
  const { code, details } = result;
  const nothing = t('failure.nothing');
  const refused = { tone: 'warning', canRetry: false } as const;
  const failed = { tone: 'danger', canRetry: true } as const;
  switch (code) {
    case 'insufficient_credits': {
      const { requiredMicro: required = 0, availableMicro: available = 0 } = details;
      const amounts = {
        required: creditsWithUnit(required),
        available: creditsWithUnit(available),
        missing: creditsWithUnit(required - available),
      };
      const lines = [t('failure.insufficient.costs', amounts), t('failure.insufficient.how')];
      return { ...refused, title: t('failure.insufficient.title'), lines, offersCredits: true };
    }
    case 'price_changed': {
      const { requiredMicro: acceptsMicro = 0 } = details;
      const lines = [t('failure.price.now', { amount: creditsWithUnit(acceptsMicro) }), nothing];
      return { ...refused, title: t('failure.price.title'), lines, canRetry: true, acceptsMicro };
    }
    case 'rate_limited': {
      if (waitMs === null)
        return { ...refused, title: t('failure.limit.closed'), lines: [t('failure.limit.choose'), nothing] };
      const isNetwork = details.limitOf === 'address';
      return {
        ...refused,
        title: isNetwork ? t('failure.limit.network') : t('failure.limit.title'),
        lines: [...(isNetwork ? [t('failure.limit.others')] : []), waiting(t, waitMs), nothing],
        canRetry: true,
      };
    }
    case 'guest_limit':
      if (waitMs === null)
        return {
          ...refused,
          title: t('failure.guest.none'),
          lines: [t('failure.guest.how')],
          offersSignUp: true,
        };
      return {
        ...refused,
        title: t('failure.guest.title'),
        lines: [t('failure.guest.how'), t('failure.guest.others'), waiting(t, waitMs)],
        canRetry: true,
        offersSignUp: true,
      };
    case 'spending_limit': {
      const { requiredMicro = 0, availableMicro = 0, period = 'day' } = details;
      const amounts = {
        required: creditsWithUnit(requiredMicro),
        available: creditsWithUnit(availableMicro),
      };
      const how = t(waitMs === null ? 'failure.spending.change' : 'failure.spending.how');
      const lines = [t(`failure.spending.${period}`, amounts), how, nothing];
      return { ...refused, title: t('failure.spending.title'), lines };
    }
    case 'prompt_rejected': {
      const categories = (details.categories ?? []).map((one) => categoryName(t, one)).join(', ');
      const why = categories === '' ? t('failure.prompt.rules') : t('failure.prompt.named', { categories });
      const lines = [why, `${t('failure.prompt.how')} ${nothing}`];
      return { ...refused, title: t('failure.prompt.title'), lines };
    }
    case 'cancelled': {
      const lines = [result.creditsUsedMicro > 0 ? t('failure.cancelled.part') : nothing];
      return { ...refused, title: t('failure.cancelled.title'), lines, canRetry: true };
    }
    case 'unconfirmed':
      return {
        ...refused,
        title: t('failure.unconfirmed.title'),
        lines: [t('failure.unconfirmed.late'), t('failure.same')],
        canRetry: true,
      };
    case 'suspended':
    case 'paused':
    case 'ip_blocked':
      return { ...refused, title: t('failure.barred.title'), lines: [t(`failure.barred.${code}`)] };
    case 'network':
      return {
        ...failed,
        title: t('failure.network.title'),
        lines: [t('failure.network.running'), t('failure.network.delivered')],
      };
    case 'invalid_argument':
      return {
        ...failed,
        title: t('failure.request.title'),
        lines: [t('failure.request.how'), nothing],
        canRetry: false,
      };
    case 'contended':
      return {
        ...failed,
        tone: 'warning',
        title: t('failure.busy.title'),
        lines: [`${t('failure.busy.how')} ${nothing}`],
      };
    case 'provider_failed':
      return {
        ...failed,
        title: t('failure.provider.title'),
        lines: [t('failure.provider.why'), [...chargeOf(t, result), t('failure.anew')].join(' ')],
      };
    case 'foreign_document':
    case 'damaged_document':
      return {
        ...failed,
        title: t('failure.account.title'),
        lines: [`${t('failure.account.how')} ${nothing}`],
        canRetry: false,
      };
    case 'unauthenticated':
      return {
        ...failed,
        title: t('failure.signedOut.title'),
        lines: [t('failure.signedOut.how')],
        canRetry: false,
      };
    default:
      return {
        ...failed,
        title: t('failure.other.title'),
        lines: [t('failure.other.how'), t('failure.same')],
      };
  }
}
