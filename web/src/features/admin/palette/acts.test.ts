import { describe, expect, it } from 'vitest';
import { actsOf, looksLikeUserId, makesSense, type PersonAction, understand } from './acts.ts';

const WORDS: Partial<Record<PersonAction, string>> = {
  grant: 'Grant credits',
  remove: 'Remove credits',
  pause: 'Pause',
};
const acts: PersonAction[] = ['grant', 'remove', 'pause'];
const read = (typed: string) => understand(typed, acts, (act) => WORDS[act] ?? act);

describe('what was typed', () => {
  it('is a person where no act is named', () => {
    expect(read('Ada@')).toEqual({ acts: [], person: 'ada@' });
  });

  it('is an act and whom it is about', () => {
    expect(read('grant ada@ex')).toEqual({ acts: ['grant'], person: 'ada@ex' });
    expect(read('Grant credits ada')).toEqual({ acts: ['grant'], person: 'ada' });
    expect(read('pause ')).toEqual({ acts: ['pause'], person: '' });
  });

  it('may be the beginning of an act or of an email', () => {
    expect(read('re')).toEqual({ acts: ['remove'], person: 're' });
  });

  it('offers every act where there is nothing', () => {
    expect(read(' ')).toEqual({ acts, person: '' });
  });
});

describe('acts', () => {
  it('of a moderator leave out what moves credits and rights', () => {
    expect(actsOf('moderator')).toEqual(['keys', 'pause', 'resume', 'suspend', 'lift', 'note']);
    expect(actsOf('admin')).toContain('grant');
  });

  it('are offered where they change something', () => {
    const sensible = (status: 'active' | 'paused' | 'suspended' | 'deleted', isGuest = false) =>
      actsOf('admin').filter((act) => makesSense(act, { status, isGuest }));
    expect(sensible('active')).not.toContain('lift');
    expect(sensible('suspended')).toEqual([
      'grant',
      'remove',
      'tier',
      'limits',
      'keys',
      'lift',
      'note',
      'role',
    ]);
    expect(sensible('paused')).toContain('resume');
    expect(sensible('deleted')).toEqual(['note']);
    expect(sensible('active', true)).not.toContain('role');
  });

  it('an id is looked up whole, an email by its beginning', () => {
    expect(looksLikeUserId('aB3dE6gH9jK2mN5pQ8sT1vW4yZ70')).toBe(true);
    expect(looksLikeUserId('ada@example.com')).toBe(false);
    expect(looksLikeUserId('ada')).toBe(false);
  });
});
