import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './decide.ts';

const careful = { enforcesAppCheck: true, payments: 'stripe', hasRemoteModerator: true } as const;
const { moderation } = studio;
const credit = { ...studio.credit_config, welcomeNeedsVerifiedEmail: true };
const remote = { provider: 'openai', model: 'm', timeoutMs: 2_000, onFailure: 'refuse' } as const;

type Config = Parameters<typeof settingsOf>[0];
const said = (config: Partial<Config> = {}, deployed: Partial<Parameters<typeof settingsOf>[1]> = {}) =>
  Object.fromEntries(
    settingsOf({ credit, moderation, ...config }, { ...careful, ...deployed }).map(
      ({ name, state, isRisky }) => [name, `${state}${isRisky ? ', risky' : ''}`],
    ),
  );

describe('the settings that may be risky', () => {
  it('are all listed when none is', () => {
    const everything = { welcome: 'proven', appCheck: 'enforced', moderation: 'terms', payments: 'stripe' };
    expect(said()).toEqual(everything);
    expect(said({}, { payments: null }).payments).toBe('off');
  });

  it('are: a welcome for a mailbox that nobody has proven', () => {
    const unproven = { ...credit, welcomeNeedsVerifiedEmail: false };
    expect(said({ credit: unproven }).welcome).toBe('unproven, risky');
    expect(said({ credit: { ...unproven, welcomeMicro: 0 } }).welcome).toBe('none');
  });

  it('are: App Check that is off, and payments that nobody makes', () => {
    expect(said({}, { enforcesAppCheck: false }).appCheck).toBe('off, risky');
    expect(said({}, { payments: 'simulated' }).payments).toBe('simulated, risky');
  });

  it('are: no moderation, whether there is none or only the name of one', () => {
    const none = { ...moderation, categories: { violence: [], gore: [] } };
    expect(said({ moderation: none }).moderation).toBe('none, risky');
    expect(said({ moderation: { ...none, remote } }).moderation).toBe('remote');
    expect(said({ moderation: { ...moderation, remote } }).moderation).toBe('terms_and_remote');
    const keyless = said({ moderation: { ...moderation, remote } }, { hasRemoteModerator: false });
    expect(keyless.moderation).toBe('remote_without_key, risky');
  });
});
