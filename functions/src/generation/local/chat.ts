import { randomFrom } from './random.ts';

const OPENINGS = [
  'Here is a thought.',
  'Let us take it step by step.',
  'A good question.',
  'In short, yes and no.',
];
const SUBJECTS = [
  'The idea',
  'A first draft',
  'The simplest version',
  'What matters here',
  'Your second point',
];
const VERBS = ['depends on', 'gains from', 'starts with', 'is clearer after', 'stands on'];
const OBJECTS = [
  'a small example',
  'the people who use it',
  'one honest measurement',
  'a good name',
  'the edge cases',
];

/**
 * An endless answer, a token at a time: a token is a word with what follows it. The prompt decides the words.
 */
export function* chatTokens(prompt: string): Generator<string> {
  const random = randomFrom(prompt);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  yield* tokensOf(`${pick(OPENINGS)} `);
  for (;;) yield* tokensOf(`${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)}. `);
}

export const tokensOf = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

/** How long the answer is when nothing limits it: 40 to 119 tokens, by the prompt. */
export const answerLength = (prompt: string): number =>
  40 + Math.floor(randomFrom(`length ${prompt}`)() * 80);
