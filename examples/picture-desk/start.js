import { writeFileSync } from 'node:fs';
import esbuild from 'esbuild';

/**
 * Serves the app on http://127.0.0.1:5050, connected to the emulators that Tollgate's own `npm start` runs.
 */
const TOLLGATE = 'http://127.0.0.1:5002/tollgate.local.json';

const answer = await fetch(TOLLGATE).catch(() => undefined);
if (!answer?.ok) {
  console.error(
    `Nothing answers at ${TOLLGATE}. Run "npm start" in Tollgate's own folder first, and leave it on.`,
  );
  process.exit(1);
}
writeFileSync('public/config.json', await answer.text());
const context = await esbuild.context({
  entryPoints: ['src/main.ts'],
  bundle: true,
  format: 'esm',
  splitting: true,
  outdir: 'public/built',
});
await context.watch();
await context.serve({ servedir: 'public', host: '127.0.0.1', port: 5050 });
process.stdout.write('Picture desk: http://127.0.0.1:5050, as ada@example.com\n');
