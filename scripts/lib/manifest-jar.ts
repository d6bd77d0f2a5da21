import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

/**
 * firebase-tools runs `java -jar`, and the jar of the Google Cloud CLI names no main class: so this writes,
 * into `directory`, a jar that holds a manifest alone, which names that jar and its main class. Returns its
 * path.
 */
export function writeManifestJar(options: { directory: string; jar: string; mainClass: string }): string {
  const manifest = manifestOf(pathToFileURL(options.jar).href, options.mainClass);
  const name = createHash('sha256').update(manifest).digest('hex').slice(0, 16);
  const file = path.join(options.directory, `firestore-${name}.jar`);
  fs.mkdirSync(options.directory, { recursive: true });
  // Another stack may be starting this very jar: it is complete at once, or absent.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, storedZip('META-INF/MANIFEST.MF', Buffer.from(manifest)));
  fs.renameSync(draft, file);
  return file;
}

/** No line of a manifest is longer than 72 bytes; a longer one goes on after a newline and a space. */
export function manifestOf(classPath: string, mainClass: string): string {
  const lines = ['Manifest-Version: 1.0', `Main-Class: ${mainClass}`, `Class-Path: ${classPath}`];
  return lines.map((line) => `${line.replace(/(.{70})(?=.)/g, '$1\r\n ')}\r\n`).join('');
}

/** A zip of one uncompressed file (APPNOTE.TXT 4.3: local header, central directory, end record). */
export function storedZip(name: string, content: Buffer): Buffer {
  const fileName = Buffer.from(name);
  const sizes = Buffer.alloc(26);
  sizes.writeUInt16LE(20, 0); // version needed to extract: 2.0
  sizes.writeUInt16LE(0x21, 8); // date: 1980-01-01, the first there is
  sizes.writeUInt32LE(zlib.crc32(content), 10);
  sizes.writeUInt32LE(content.length, 14);
  sizes.writeUInt32LE(content.length, 18);
  sizes.writeUInt16LE(fileName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), sizes, fileName, content]);
  const madeBy = Buffer.from([20, 0]);
  const rest = Buffer.alloc(14); // comment, disk, attributes and the local header's offset: all 0
  const central = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, sizes, rest, fileName]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
