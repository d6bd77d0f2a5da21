import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { javaMajor } from './java.ts';
import { manifestOf, storedZip, writeManifestJar } from './manifest-jar.ts';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-jar-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

describe('the manifest', () => {
  it('has lines of at most 72 bytes, which join again to what was meant', () => {
    const address = `file:///${'a'.repeat(68 * 3)}.jar`;
    const manifest = manifestOf(address, 'com.example.Main');
    for (const line of manifest.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(72);
    expect(manifest.replaceAll('\r\n ', '')).toBe(
      `Manifest-Version: 1.0\r\nMain-Class: com.example.Main\r\nClass-Path: ${address}\r\n`,
    );
  });
});

describe('the jar', () => {
  it('is a zip whose directory leads to the file', () => {
    const zip = storedZip('META-INF/MANIFEST.MF', Buffer.from('hello'));
    const end = zip.subarray(-22);
    const central = zip.subarray(end.readUInt32LE(16), -22);
    expect(end.readUInt16LE(10)).toBe(1);
    expect(central.toString('latin1', 0, 4)).toBe('PK\x01\x02');
    expect(central.readUInt32LE(16)).toBe(0x3610a686); // CRC-32 of "hello"
    const local = zip.subarray(central.readUInt32LE(42));
    const start = 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    expect(local.toString('latin1', start, start + local.readUInt32LE(18))).toBe('hello');
  });

  it('is named by what it leads to, and written whole', () => {
    const options = { directory, jar: '/opt/one.jar', mainClass: 'Main' };
    const first = writeManifestJar(options);
    expect(writeManifestJar(options)).toBe(first);
    expect(writeManifestJar({ ...options, jar: '/opt/two.jar' })).not.toBe(first);
    expect(fs.readdirSync(directory)).toHaveLength(2);
    expect(fs.readFileSync(first, 'latin1')).toContain('Class-Path: file:///opt/one.jar');
  });
});

describe('javaMajor', () => {
  it.each([
    ['openjdk version "25.0.1" 2025-10-21', 25],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_392"', 8],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
  ])('%s', (said, major) => expect(javaMajor(said)).toBe(major));
});
