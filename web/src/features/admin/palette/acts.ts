import type { User } from '@tollgate/contract/account/user';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { mayDo } from '../shared/may.ts';
import { STAFF_ACTIONS, type StaffAction } from '../shared/staff-actions.ts';

/** What the palette understands. Pure. The names of acts are those of the user's page. */

/** Those about a person; an activity's and an entry's are offered beside those. */
export const actsOf = (role: StaffRole): PersonAction[] =>
  keysOf(STAFF_ACTIONS)
    .filter(isAboutPerson)
    .filter((act) => mayDo(role, act));

export type PersonAction = {
  [A in StaffAction]: (typeof STAFF_ACTIONS)[A]['about'] extends 'user' ? A : never;
}[StaffAction];

const isAboutPerson = (act: StaffAction): act is PersonAction => STAFF_ACTIONS[act].about === 'user';

const keysOf = <K extends string>(record: Record<K, unknown>): K[] => Object.keys(record) as K[];

/** Whether an act changes anything for a user as they are. */
export function makesSense(
  act: PersonAction,
  { status, isGuest }: Pick<User, 'status' | 'isGuest'>,
): boolean {
  if (status === 'deleted') return act === 'note';
  if (act === 'pause') return status === 'active';
  if (act === 'resume') return status === 'paused';
  if (act === 'suspend') return status !== 'suspended';
  if (act === 'lift') return status === 'suspended';
  return act !== 'role' || !isGuest;
}

export interface Wanted {
  /** Acts that the words begin with. */
  acts: PersonAction[];
  /** The rest: whom it is about, or all of it where no act was named. */
  person: string;
}

/**
 * Takes "grant ada@" apart: an act, by its name, its words or a beginning of them, and after it a person.
 * Words are in the reader's language.
 */
export function understand(
  typed: string,
  acts: readonly PersonAction[],
  wordsOf: (act: PersonAction) => string,
): Wanted {
  const text = typed.trimStart().toLowerCase();
  if (text === '') return { acts: [...acts], person: '' };
  for (const act of acts) {
    const words = wordsOf(act).toLowerCase();
    const [first = ''] = words.split(' ');
    // The longest first: the rest of "grant credits ada" is "ada".
    const named = [words, first, act].find((name) => text.startsWith(`${name} `));
    if (named) return { acts: [act], person: text.slice(named.length + 1).trim() };
  }
  const begun = acts.filter((act) => wordsOf(act).toLowerCase().startsWith(text) || act.startsWith(text));
  return { acts: begun, person: text.trim() };
}

/** An id, not a beginning of one: emails are found by their beginning, ids only whole. */
export const looksLikeUserId = (person: string): boolean => /^[A-Za-z0-9_-]{20,128}$/.test(person);
