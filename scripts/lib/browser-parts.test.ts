import fs from 'node:fs';
import { expect, it } from 'vitest';
import { BROWSER_PARTS } from './browser-parts.ts';
import { fromRoot } from './paths.ts';

it('every browser test is in one part of npm test, and in no second one', () => {
  const files = fs
    .readdirSync(fromRoot('tests', 'e2e'))
    .flatMap((name) => (name.endsWith('.test.ts') ? name.slice(0, -'.test.ts'.length) : []));
  expect(Object.values(BROWSER_PARTS).flat().sort()).toEqual(files.sort());
});
