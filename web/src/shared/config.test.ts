import { describe, expect, it } from 'vitest';
import { readHostingConfig, readLocalConfig } from './config.ts';

const local = {
  projectId: 'demo-x',
  apiKey: 'demo-key',
  authEmulator: 'http://127.0.0.1:9099',
  firestoreEmulator: { host: '127.0.0.1', port: 8080 },
  functionsOrigin: 'http://127.0.0.1:5001',
};

describe('readLocalConfig', () => {
  it('reads where the emulators are', () => {
    expect(readLocalConfig(local)).toEqual({
      firebase: { projectId: 'demo-x', apiKey: 'demo-key' },
      emulators: {
        authUrl: 'http://127.0.0.1:9099',
        firestore: { host: '127.0.0.1', port: 8080 },
        functions: { host: '127.0.0.1', port: 5001 },
      },
      googleSignIn: false,
    });
    expect(readLocalConfig({ ...local, googleSignIn: true })?.googleSignIn).toBe(true);
  });

  it('takes nothing that is not whole: half a configuration would reach a real project', () => {
    expect(readLocalConfig(undefined)).toBeUndefined();
    expect(readLocalConfig('<!doctype html>')).toBeUndefined();
    for (const field of Object.keys(local)) {
      expect(readLocalConfig({ ...local, [field]: undefined }), field).toBeUndefined();
    }
    expect(readLocalConfig({ ...local, functionsOrigin: 'not an address' })).toBeUndefined();
    expect(readLocalConfig({ ...local, firestoreEmulator: { host: 'x', port: '8080' } })).toBeUndefined();
  });
});

describe('readHostingConfig', () => {
  it('reads the project that Hosting tells of, and connects to no emulator', () => {
    const told = { projectId: 'real', apiKey: 'key', authDomain: 'real.firebaseapp.com', storageBucket: 'b' };
    expect(readHostingConfig(told)).toEqual({
      firebase: { projectId: 'real', apiKey: 'key', authDomain: 'real.firebaseapp.com' },
      emulators: null,
      googleSignIn: false,
    });
    expect(readHostingConfig({ projectId: 'real' })).toBeUndefined();
  });
});
