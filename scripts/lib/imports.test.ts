import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';

describe('importsOf', () => {
  it('sees every way to import, across lines', () => {
    const text = `import type { A } from 'a';\nimport {\n  b,\n} from "b";\nimport 'c';\nexport * from './d.ts';\nconst e = await import('e');`;
    expect(importsOf(text)).toEqual([
      { specifier: 'a', typeOnly: true, line: 1 },
      { specifier: 'b', typeOnly: false, line: 4 },
      { specifier: 'c', typeOnly: false, line: 5 },
      { specifier: './d.ts', typeOnly: false, line: 6 },
      { specifier: 'e', typeOnly: false, line: 7 },
    ]);
  });
});
