/** Settings that are fine for a trial but risky in production. */

/** The state of each setting. */
export interface SettingStates {
  /**
   * Who gets welcome credits: nobody; users who have confirmed their email address; everybody who gives one.
   */
  welcome: 'none' | 'proven' | 'unproven';
  /** Whether only the real app may call. */
  appCheck: 'enforced' | 'off';
  /**
   * What checks prompts. `remote_without_key`: a remote moderator is configured, but this deployment has no
   * key for it.
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
