import path from 'node:path';
import esbuild from 'esbuild';
import { functionsBuild } from './bundle.ts';

/**
 * The packages that an instance loads when it starts; what is imported when first needed is not among them.
 */
export async function packagesAtStart(): Promise<Set<string>> {
  const { metafile } = await esbuild.build({ ...functionsBuild, metafile: true, write: false });
  const packages = new Set<string>();
  const files = [
    path.posix.join(path.relative(functionsBuild.absWorkingDir, functionsBuild.outdir), 'index.js'),
  ];
  // It grows while it is walked.
  for (const file of files) {
    const output = metafile.outputs[file];
    if (!output) throw new Error(`${file} is not in the bundle`);
    for (const input of Object.keys(output.inputs)) add(packages, input);
    for (const { path: imported, kind, external } of output.imports) {
      if (kind === 'dynamic-import') continue;
      if (external) packages.add(imported);
      else if (!files.includes(imported)) files.push(imported);
    }
  }
  return packages;
}

function add(packages: Set<string>, input: string): void {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
  if (name) packages.add(name);
}
