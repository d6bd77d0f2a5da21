import { runCommand, say } from './lib/say.ts';
import { pageBytes, sdkSize } from './lib/sizes.ts';

/** Holds the built web app and the SDK to their targets: gzipped, in kilobytes of 1,000 bytes. */
const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

await runCommand(async () => {
  const sdk = await sdkSize();
  const measured = [
    { what: 'first screen (signing in)', bytes: await pageBytes(['common', 'sign-in-page']), limit: 230_000 },
    {
      what: 'live page',
      bytes: await pageBytes(['common', 'layout', 'admin', 'admin-page', 'admin-live', 'live-page']),
      limit: 450_000,
    },
    { what: 'SDK beside firebase', bytes: sdk.bytes, limit: 8_000 },
  ];
  for (const { what, bytes, limit } of measured) {
    say(`${what}: ${kilobytes(bytes)} of ${kilobytes(limit)}${bytes > limit ? ', too much' : ''}`);
  }
  if (sdk.hasZod) say('The SDK contains zod: import only types from the contract’s *.schema.ts.');
  return sdk.hasZod || measured.some(({ bytes, limit }) => bytes > limit) ? 1 : 0;
});
