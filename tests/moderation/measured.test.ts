import { describe, expect, it } from 'vitest';
import { compileMatcher } from '../../functions/src/moderation/matcher.ts';
import { measuredConfig } from './config.ts';
import { measure } from './measure.ts';
import { linesOf, passed } from './passed.ts';
import { listed, refused } from './refused.ts';
import { longTexts } from './texts.ts';

describe('the measured set', () => {
  it('has at least 200 different prompts to refuse and 500 to pass, none of them both', () => {
    const toRefuse = new Set(listed(refused).map(({ prompt }) => prompt));
    const toPass = new Set(linesOf(passed));
    expect(toRefuse.size).toBeGreaterThanOrEqual(200);
    expect(toPass.size).toBeGreaterThanOrEqual(500);
    expect([...toRefuse].filter((prompt) => toPass.has(prompt))).toEqual([]);
    expect(toRefuse.size).toBe(listed(refused).length);
    expect(toPass.size).toBe(linesOf(passed).length);
  });

  it('is judged right, prompt for prompt, but for what is listed as known to go wrong', () => {
    expect(measure().surprises).toEqual([]);
  });
});

describe('the work of judging', () => {
  const longestTerm = 60;

  it.each(Object.entries(longTexts))('grows with the text and not faster: %s', (_, text) => {
    const match = compileMatcher(measuredConfig);
    const [half, whole] = [match(text.slice(0, text.length / 2)).steps, match(text).steps];
    // What it takes to look at each letter once, in either reading, is in both counts.
    expect(whole).toBeLessThanOrEqual(2 * half + 2 * longestTerm);
    expect(whole).toBeLessThanOrEqual(2 * text.length * longestTerm);
  });

  it('does not grow with the number of terms that a text does not begin to spell', () => {
    const many = Array.from({ length: 500 }, (_, index) => `zq${index.toString(26)}term`);
    const text = longTexts['English prose'] ?? '';
    const few = compileMatcher({ categories: { a: ['weapon'] }, allowed: [] })(text).steps;
    expect(compileMatcher({ categories: { a: ['weapon'], b: many }, allowed: [] })(text).steps).toBe(few);
  });
});
