/**
 * The browser tests of `npm test`, by the part that has an emulator suite of its own; files of tests/e2e by
 * their names.
 */
export const BROWSER_PARTS = {
  acts: [
    'account',
    'buying',
    'control',
    'guests',
    'keys',
    'overview',
    'story',
    'users',
    'welcome',
    'whole-path',
  ],
  /** Counts the rows, so it has a database to itself. */
  live: ['live'],
  looks: ['looks', 'buying-looks', 'demo', 'states', 'studio', 'install', 'pictures', 'example', 'policy'],
} as const;
