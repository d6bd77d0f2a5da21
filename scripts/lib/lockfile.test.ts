import { describe, expect, it } from 'vitest';
import { deriveLockfile, type LockEntry, resolveInLock } from './lockfile.ts';

const root = (dependencies: Record<string, string>) => ({ name: 'folder', version: '1.0.0', dependencies });
const derive = (packages: Record<string, LockEntry>, dependencies: Record<string, string>) =>
  deriveLockfile({ lockfileVersion: 3, packages }, 'functions', root(dependencies)).packages;

describe('resolveInLock', () => {
  const packages = {
    'node_modules/a': {},
    'node_modules/b': {},
    'node_modules/a/node_modules/b': {},
    'functions/node_modules/b': {},
  };
  it('looks beside, then further up, as Node does', () => {
    expect(resolveInLock(packages, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b');
    expect(resolveInLock(packages, 'node_modules/a/node_modules/b', 'a')).toBe('node_modules/a');
    expect(resolveInLock(packages, 'functions', 'b')).toBe('functions/node_modules/b');
    expect(resolveInLock(packages, 'functions', 'a')).toBe('node_modules/a');
    expect(resolveInLock(packages, 'functions', 'c')).toBeUndefined();
  });
});

describe('deriveLockfile', () => {
  it('keeps what is reached, at its version, and nothing else', () => {
    const packages = derive(
      {
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', dependencies: { b: '^1' } },
        'node_modules/b': { version: '1.2.0', dev: true },
        'node_modules/c': { version: '9.0.0' },
      },
      { a: '1.0.0' },
    );
    expect(packages).toEqual({
      '': root({ a: '1.0.0' }),
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', dependencies: { b: '^1' } },
      'node_modules/b': { version: '1.2.0' },
    });
  });

  it('brings a workspace’s own copy to the top, and nests the other where it is needed', () => {
    const packages = derive(
      {
        'functions/node_modules/b': { version: '2.0.0' },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '^1' } },
        'node_modules/b': { version: '1.0.0' },
      },
      { a: '1.0.0', b: '2.0.0' },
    );
    expect(packages['node_modules/b']?.version).toBe('2.0.0');
    expect(packages['node_modules/a/node_modules/b']?.version).toBe('1.0.0');
  });

  it('marks as optional what only an optional dependency leads to', () => {
    const packages = derive(
      {
        'node_modules/a': {
          version: '1.0.0',
          dependencies: { b: '*' },
          optionalDependencies: { native: '1', b: '*', gone: '1' },
        },
        'node_modules/b': { version: '1.0.0' },
        'node_modules/native': { version: '1.0.0', dependencies: { deep: '*' }, os: ['linux'] },
        'node_modules/deep': { version: '1.0.0' },
        'node_modules/c': { version: '1.0.0', dependencies: { b: '*' } },
      },
      { a: '1.0.0', c: '1.0.0' },
    );
    expect(packages['node_modules/native']).toEqual({
      version: '1.0.0',
      dependencies: { deep: '*' },
      os: ['linux'],
      optional: true,
    });
    expect(packages['node_modules/deep']?.optional).toBe(true);
    expect(packages['node_modules/b']).not.toHaveProperty('optional');
    expect(packages).not.toHaveProperty('node_modules/gone');
  });

  it('follows peers, but not those that are optional', () => {
    const packages = derive(
      {
        'node_modules/a': {
          version: '1.0.0',
          peerDependencies: { p: '*', q: '*' },
          peerDependenciesMeta: { q: { optional: true } },
        },
        'node_modules/p': { version: '1.0.0', peer: true },
        'node_modules/q': { version: '1.0.0' },
      },
      { a: '1.0.0' },
    );
    expect(Object.keys(packages)).toEqual(['', 'node_modules/a', 'node_modules/p']);
  });

  it('says what is missing', () => {
    expect(() => derive({}, { a: '1.0.0' })).toThrow('lacks a, which folder needs');
  });
});
