import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { CONFIG_DOCUMENTS, type ConfigDocument, type Preset } from '@tollgate/contract/config/config';
import { strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { designStudio } from '@tollgate/contract/config/presets/design-studio';
import { studio } from '@tollgate/contract/config/presets/studio';
import { PUBLIC_PRICES_ID, publicPrices } from '@tollgate/contract/pricing/prices';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Firestore } from 'firebase-admin/firestore';
import { decideConfig } from '../../functions/src/admin/decide-config.ts';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { isForeign } from '../../functions/src/platform/unreadable.ts';
import { operator } from './operator.ts';
import { MendableError } from './say.ts';

export const PRESETS: Record<string, Preset> = {
  studio,
  'design-studio': designStudio,
  'creator-tools': creatorTools,
};

export interface PresetChange {
  document: ConfigDocument;
  /** The version in force; 0 when there is none. */
  version: number;
  /** What differs, field by field; an absent side is `undefined`. */
  differences: { path: string; before: unknown; after: unknown }[];
}

const withoutVersion = (stored: Record<string, unknown>): Record<string, unknown> => {
  const { version, updatedAt, updatedBy, ...content } = stored;
  return content;
};

/** What the preset would change in `system_config`. */
export function planPreset(
  preset: Preset,
  current: Partial<Record<ConfigDocument, Record<string, unknown>>>,
): PresetChange[] {
  return CONFIG_DOCUMENTS.map((document) => {
    const stored = current[document];
    return {
      document,
      version: typeof stored?.version === 'number' ? stored.version : 0,
      differences: differencesOf('', stored ? withoutVersion(stored) : undefined, preset[document]),
    };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function differencesOf(path: string, before: unknown, after: unknown): PresetChange['differences'] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differencesOf(path ? `${path}.${name}` : name, before[name], after[name]));
}

export async function readPresetChanges(database: Firestore, preset: Preset): Promise<PresetChange[]> {
  const references = CONFIG_DOCUMENTS.map((name) => database.collection(COLLECTIONS.config).doc(name));
  const stored = await database.getAll(...references);
  return planPreset(
    preset,
    Object.fromEntries(stored.flatMap((one) => (one.exists ? [[one.id, one.data()]] : []))),
  );
}

/**
 * Writes what differs from the preset, each document as its next version, kept under it and told in the audit
 * log as every save is. All or nothing; what an admin saves meanwhile is read again. Returns what it changed.
 */
export async function applyPreset(
  database: Firestore,
  options: { name: string; preset: Preset; nowMs: number },
): Promise<PresetChange[]> {
  for (const document of CONFIG_DOCUMENTS) strictConfigSchemas[document].parse(options.preset[document]);
  const config = database.collection(COLLECTIONS.config);
  return database.runTransaction(async (transaction) => {
    const written = [...CONFIG_DOCUMENTS, PUBLIC_PRICES_ID].map((name) => config.doc(name));
    const stored = await transaction.getAll(...written);
    const foreign = stored.find((one) => one.exists && isForeign(one));
    if (foreign)
      throw new MendableError(
        `${foreign.ref.path} is not Tollgate's, and a preset would write over it. Nothing was written. ` +
          'See docs/operations.md, "Documents that are not ours".',
      );
    const current = Object.fromEntries(stored.flatMap((one) => (one.exists ? [[one.id, one.data()]] : [])));
    const changes = planPreset(options.preset, current).filter((change) => change.differences.length > 0);
    for (const { document, version } of changes) {
      const { next, audit } = nextVersion(current[document], document, version, options);
      transaction.set(config.doc(document), toDocument(next));
      transaction.create(
        config.doc(document).collection('versions').doc(String(next.version)),
        toDocument(next),
      );
      transaction.create(database.collection(COLLECTIONS.audit).doc(randomUUID()), toDocument(audit));
    }
    const prices = changes.find(({ document }) => document === 'credit_config');
    if (prices) {
      const { credit_config: content } = options.preset;
      transaction.set(
        config.doc(PUBLIC_PRICES_ID),
        publicPrices({ ...content, version: prices.version + 1 }),
      );
    }
    return changes;
  });
}

/**
 * What a save of a document by an admin would make of it, but for who did it: the next version and its audit
 * entry.
 */
function nextVersion(
  stored: Record<string, unknown> | undefined,
  document: ConfigDocument,
  version: number,
  { name, preset, nowMs }: { name: string; preset: Preset; nowMs: number },
) {
  const found = stored ? { ...withoutVersion(stored), version, updatedAt: 0, updatedBy: '' } : null;
  const command = { document, expectedVersion: version, config: preset[document] };
  const decision = decideConfig(found, { ...command, actorId: operator(), actorEmail: null }, nowMs);
  if (decision.kind !== 'save') throw new Error(`${document} could not be saved as the preset says`);
  const { next, audit } = decision;
  return {
    next: { ...next, updatedBy: `preset:${name}` },
    audit: { ...audit, reason: `preset ${name}, version ${next.version}` },
  };
}
