import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import esbuild from 'esbuild';
import { fromRoot, WEB_DIST } from './paths.ts';

/**
 * What a page of the built web app loads before it is shown, and what the SDK adds to an app that has
 * Firebase.
 */

const gzipped = (content: Uint8Array): number => zlib.gzipSync(content, { level: 9 }).length;
const inDist = (address: string): string => path.join(WEB_DIST, address);

/** The scripts and styles that index.html names. */
function namedByPage(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith('<script') || /rel="(?:stylesheet|modulepreload)"/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
}

type Graph = Record<string, { path: string; kind: string }[]>;

/** Which of the built scripts imports which, as a browser would see it. */
async function graphOf(scripts: readonly string[]): Promise<Graph> {
  const result = await esbuild.build({
    absWorkingDir: WEB_DIST,
    entryPoints: scripts.map(inDist),
    bundle: true,
    format: 'esm',
    splitting: true,
    metafile: true,
    write: false,
    outdir: 'unused',
    logLevel: 'silent',
  });
  return Object.fromEntries(
    Object.entries(result.metafile.inputs).map(([file, { imports }]) => [
      `/${file}`,
      imports.map((one) => ({ ...one, path: `/${one.path}` })),
    ]),
  );
}

function withStaticImports(graph: Graph, scripts: readonly string[]): Set<string> {
  const found = new Set(scripts);
  for (const script of found) {
    for (const { path: file, kind } of graph[script] ?? []) if (kind === 'import-statement') found.add(file);
  }
  return found;
}

/** The built file of a lazy page: `sign-in-page-HASH.js`; its style is `sign-in-page-HASH.css`. */
function filesOfPage(name: string): string[] {
  const files = fs
    .readdirSync(inDist('assets'))
    .filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.(?:js|css)$`).test(file));
  if (!files.some((file) => file.endsWith('.js')))
    throw new Error(`web/dist has no page ${name}: was it renamed?`);
  return files.map((file) => `/assets/${file}`);
}

/** The gzipped bytes of index.html, all that it loads, and the lazy pages named. */
export async function pageBytes(pages: readonly string[]): Promise<number> {
  const html = fs.readFileSync(inDist('index.html'));
  const named = [...namedByPage(html.toString()), ...pages.flatMap(filesOfPage)];
  const scripts = named.filter((file) => file.endsWith('.js'));
  const all = new Set([...named, ...withStaticImports(await graphOf(scripts), scripts)]);
  let bytes = gzipped(html);
  for (const file of all) bytes += gzipped(fs.readFileSync(inDist(file)));
  return bytes;
}

/**
 * The SDK's gzipped bytes beside Firebase, and whether zod is among what it is made of. Languages other than
 * English are loaded by who reads them, and don't count.
 */
export async function sdkSize(): Promise<{ bytes: number; hasZod: boolean }> {
  const result = await esbuild.build({
    entryPoints: [fromRoot('client', 'src', 'index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    minify: true,
    splitting: true,
    outdir: 'unused',
    external: ['firebase', 'firebase/*', '@firebase/*', 'react'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const { outputs } = result.metafile;
  const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === 'client/src/index.ts');
  if (!entry) throw new Error('esbuild built no entry of the SDK: was client/src/index.ts renamed?');
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) loaded.add(imported);
    }
  }
  const bytes = result.outputFiles
    .filter(({ path: file }) => [...loaded].some((one) => path.resolve(one) === file))
    .reduce((sum, { contents }) => sum + gzipped(contents), 0);
  const hasZod = Object.keys(result.metafile.inputs).some((file) => /node_modules\/zod\//.test(file));
  return { bytes, hasZod };
}
