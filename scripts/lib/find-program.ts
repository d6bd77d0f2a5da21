import fs from 'node:fs';
import path from 'node:path';

/** The first of these programs that is on the PATH. */
export function onPath(...names: string[]): string | undefined {
  for (const name of names) {
    for (const directory of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(directory, name);
      if (directory && isExecutable(file)) return file;
    }
  }
  return undefined;
}

export function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The entries of a folder as full paths; none when there is no such folder. */
export function entriesOf(directory: string): string[] {
  try {
    return fs.readdirSync(directory).map((name) => path.join(directory, name));
  } catch {
    return [];
  }
}
