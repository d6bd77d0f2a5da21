import * as z from 'zod';
import { MAX_AMOUNT_MICRO } from '../common/money.ts';
import { oneOf } from '../common/stored.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { UNITS } from '../kinds/units.ts';
import { TIERS } from '../pricing/tiers.ts';
import { CONFIG_NAME, PROVIDERS } from './config.ts';

/**
 * The parts that the schemas of a configuration are made of, each in two forms: to save it, and to read what
 * was saved.
 */

const name = z.string().regex(CONFIG_NAME, 'a name of lower-case letters, digits, hyphens and underscores');
export const amountMicro = z.int().min(1, 'at least 1 microcredit').max(MAX_AMOUNT_MICRO);
export const amountOrNothingMicro = z.int().min(0).max(MAX_AMOUNT_MICRO);

/** Keeps a document far below Firestore's limit of 1 MiB. */
const MAX_ENTRIES = 200;
export const mapOf = <T extends z.ZodType>(entry: T) =>
  z
    .record(name, entry)
    .refine((entries) => Object.keys(entries).length <= MAX_ENTRIES, `at most ${MAX_ENTRIES} entries`);

/** Whether every name in an entry is one that this version knows. */
function isKnown(entry: unknown): boolean {
  const { aiType, unit, tier, provider }: Record<string, unknown> = Object(entry);
  const isOne = (value: unknown, known: readonly unknown[]) =>
    typeof value !== 'string' || known.includes(value);
  return isOne(aiType, AI_TYPES) && isOne(unit, UNITS) && isOne(tier, TIERS) && isOne(provider, PROVIDERS);
}

const withoutUnknown = (entries: unknown): unknown =>
  typeof entries === 'object' && entries !== null
    ? Object.fromEntries(Object.entries(entries).filter(([, entry]) => isKnown(entry)))
    : entries;

type MakeObject = typeof z.object;

function makerOf(object: MakeObject, { isSaving }: { isSaving: boolean }) {
  /** A default for what an older version left out. A configuration that is saved must name it. */
  const orElse = <T extends z.ZodType>(schema: T, leftOut: z.input<T>): T =>
    isSaving ? schema : (schema.prefault(leftOut as z.core.util.NoUndefined<z.input<T>>) as unknown as T);
  /**
   * When reading, leaves out entries with a kind, unit or tier that only another version knows: they are not
   * for sale here.
   */
  const entriesOf = <T extends z.ZodType>(entry: T) =>
    isSaving
      ? mapOf(entry)
      : (z.preprocess(withoutUnknown, mapOf(entry)) as unknown as ReturnType<typeof mapOf<T>>);
  /** When reading, accepts names that only another version knows. */
  const named = <const T extends string>(known: readonly T[]): z.ZodType<T, T> =>
    isSaving ? (z.enum(known) as unknown as z.ZodType<T, T>) : oneOf(known);
  return { object, orElse, entriesOf, named, isSaving };
}
export type Maker = ReturnType<typeof makerOf>;

/** An unknown field is somebody's mistake. (Both makers take the same shapes and differ only in this.) */
export const toSave = makerOf(z.strictObject as MakeObject, { isSaving: true });

/** An unknown field is what a newer version wrote, and must not stop this one. */
export const toRead = makerOf(z.object, { isSaving: false });
