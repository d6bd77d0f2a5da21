import { expect, it } from 'vitest';
import { declarationsIn } from './reference.ts';

const DECLARED = `import type { A } from './a.js';
/** How much there is. */
export interface Balance {
    /** Spendable now. */
    credits: number;
}
interface Inner {
    hidden: true;
}
/**
 * Connects.
 * Make one and keep it.
 */
export declare function connect(to: A): Balance;
export type Kind = 'image' | 'video';
export {};
`;

it('finds what is exported, with what its docstring says and those of its fields', () => {
  expect(declarationsIn(DECLARED)).toEqual([
    {
      name: 'Balance',
      kind: 'interface',
      says: 'How much there is.',
      code: 'interface Balance {\n  /** Spendable now. */\n  credits: number;\n}',
    },
    {
      name: 'connect',
      kind: 'function',
      says: 'Connects.\nMake one and keep it.',
      code: 'function connect(to: A): Balance;',
    },
    { name: 'Kind', kind: 'type', says: '', code: "type Kind = 'image' | 'video';" },
  ]);
});
