/**
 * Settings that may be right for a trial and are risky in earnest. Apart from the calls, so that a page needs
 * no zod.
 */

/** What is in force, by setting. */
export interface SettingStates {
  /**
   * Whether new users are given credits: `none`; once they have proven their mailbox; or whoever names one.
   */
  welcome: 'none' | 'proven' | 'unproven';
  /** Whether only the real app may call. */
  appCheck: 'enforced' | 'off';
  /**
   * What looks at prompts. `remote_without_key`: one is configured, and this deployment has no key for it.
   */
  moderation: 'terms' | 'remote' | 'terms_and_remote' | 'remote_without_key' | 'none';
  /** Who takes money. `simulated`: nobody, which only emulators do. */
  payments: 'stripe' | 'off' | 'simulated';
}

export type SettingName = keyof SettingStates;

/** A setting as it is in force. */
export type Setting = {
  [N in SettingName]: { name: N; state: SettingStates[N]; isRisky: boolean };
}[SettingName];
