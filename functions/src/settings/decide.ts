import type { CreditConfig, Moderation } from '@tollgate/contract/config/config';
import type { Setting, SettingStates } from '@tollgate/contract/operations/settings';

/** What a deployment was told by parameters, as far as it says how careful it is; no secret is among it. */
export interface Deployed {
  enforcesAppCheck: boolean;
  payments: 'stripe' | 'simulated' | null;
  /** Whether it has a key for a remote moderator. */
  hasRemoteModerator: boolean;
}

type Welcome = Pick<CreditConfig, 'welcomeMicro' | 'welcomeNeedsVerifiedEmail'>;

/**
 * Each setting that may be risky, with what is in force; always all of them, so that what is in order can be
 * seen too.
 */
export function settingsOf(
  { credit, moderation }: { credit: Welcome; moderation: Moderation },
  deployed: Deployed,
): Setting[] {
  const welcome = welcomeOf(credit);
  const appCheck = deployed.enforcesAppCheck ? 'enforced' : 'off';
  const moderates = moderationOf(moderation, deployed);
  const payments = deployed.payments ?? 'off';
  return [
    { name: 'welcome', state: welcome, isRisky: welcome === 'unproven' },
    { name: 'appCheck', state: appCheck, isRisky: appCheck === 'off' },
    {
      name: 'moderation',
      state: moderates,
      isRisky: moderates === 'none' || moderates === 'remote_without_key',
    },
    { name: 'payments', state: payments, isRisky: payments === 'simulated' },
  ];
}

function welcomeOf({ welcomeMicro, welcomeNeedsVerifiedEmail }: Welcome): SettingStates['welcome'] {
  if (welcomeMicro === 0) return 'none';
  return welcomeNeedsVerifiedEmail ? 'proven' : 'unproven';
}

function moderationOf(
  { categories, remote }: Moderation,
  { hasRemoteModerator }: Deployed,
): SettingStates['moderation'] {
  const hasTerms = Object.values(categories).some((terms) => terms.length > 0);
  // Without its key it fails for every prompt, and what becomes of those is either nothing or all of them.
  if (remote && !hasRemoteModerator) return 'remote_without_key';
  if (remote) return hasTerms ? 'terms_and_remote' : 'remote';
  return hasTerms ? 'terms' : 'none';
}
