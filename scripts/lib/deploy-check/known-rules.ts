/**
 * Every block of rules that a version of Tollgate deployed, by `hashOf`: what is in force and listed here may
 * be replaced. The test of rules.ts says what to add when the rules change; nothing is ever removed.
 */
export const KNOWN_BLOCKS: ReadonlySet<string> = new Set([
  // firestore.rules
  '7573e7ba2837365ce9c05d20',
  '6bbdf261f541791631181aaa',
  '6010d66d89193d2417bc570b',
  '203c1a6a21bcca6aae143916',
  'c784ae7e35120b00a613da38',
  '40c66d758ae10de5e4d1e67c',
  '1615704b423887fb78323b41',
  '4e253a68fa9c8c82efcad43d',
  'dcdd462d616c13bf82294997',
  // storage.rules
  'abf62eb9222585e4c8265eac',
]);
