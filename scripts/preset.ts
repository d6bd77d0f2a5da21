import { getFirestore } from 'firebase-admin/firestore';
import { readArguments } from './lib/arguments.ts';
import { agreeToWrite } from './lib/consent.ts';
import { applyPreset, PRESETS, type PresetChange, readPresetChanges } from './lib/preset.ts';
import { connect } from './lib/project.ts';
import { MendableError, runCommand, say } from './lib/say.ts';

/**
 * `npm run preset -- NAME [--apply [--yes]] [--project ID]`: what a preset would change in `system_config`;
 * writes it.
 */
const USAGE = 'npm run preset -- NAME [--apply [--yes]] [--project ID]';

function show({ document, version, differences }: PresetChange): void {
  if (differences.length === 0) {
    say(`system_config/${document}: version ${version}, as the preset says`);
    return;
  }
  say(
    `system_config/${document}: ${version === 0 ? 'not there yet' : `version ${version}`} → version ${version + 1}`,
  );
  for (const { path, before, after } of differences) {
    say(`  ${path || 'all of it'}: ${version === 0 ? '' : `${asText(before)} → `}${asText(after)}`);
  }
}

const asText = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

await runCommand(async () => {
  const { values, positionals } = readArguments(
    { apply: { type: 'boolean' }, yes: { type: 'boolean' }, project: { type: 'string' } },
    USAGE,
  );
  const [name = '', ...more] = positionals;
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (!preset || more.length > 0) {
    throw new MendableError(`Name one preset: ${Object.keys(PRESETS).join(', ')}. Usage: ${USAGE}`);
  }
  const database = getFirestore(await connect(values.project));
  if (values.apply) {
    await agreeToWrite(`write the preset ${name} into system_config`, values.yes);
    const changes = await applyPreset(database, { name, preset, nowMs: Date.now() });
    changes.forEach(show);
    say(changes.length > 0 ? 'Written.' : 'Nothing to change.');
    return 0;
  }
  const changes = await readPresetChanges(database, preset);
  changes.forEach(show);
  const differs = changes.some((change) => change.differences.length > 0);
  say(differs ? `Nothing is written yet: add --apply for that.` : 'Nothing to change.');
  return 0;
});
