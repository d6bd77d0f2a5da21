import {
  type CreditConfig,
  configSchemasByDocument,
  type Limits,
  type Moderation,
  versionFields,
} from '@tollgate/contract/config';
import { COLLECTIONS } from '@tollgate/contract/documents';
import * as z from 'zod';
import { nowMs } from './clock.ts';
import { fromDocument } from './documents.ts';
import { db } from './firestore.ts';
import { log } from './log.ts';

/** The configuration in force, each part with its version. */
export interface Config {
  credit: CreditConfig & { version: number };
  limits: Limits;
  moderation: Moderation;
}

/** A new price is in force everywhere after this, at the latest. */
const MAX_AGE_MS = 10_000;

let latest: { config: Config; readAtMs: number } | undefined;
let reading: Promise<Config> | undefined;

/**
 * The configuration, read at most once in ten seconds by an instance, never once a request. When it can't be read, the
 * last that could be stays in force and the log says so.
 */
export async function currentConfig(): Promise<Config> {
  if (latest && nowMs() - latest.readAtMs <= MAX_AGE_MS) return latest.config;
  reading ??= refresh().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function refresh(): Promise<Config> {
  try {
    latest = { config: await readConfig(), readAtMs: nowMs() };
  } catch (error) {
    if (!latest) throw error;
    log.error('the configuration could not be read; the last one stays in force', error);
    latest = { ...latest, readAtMs: nowMs() };
  }
  return latest.config;
}

/** After a save here, the next call on this instance reads anew. */
export function forgetConfig(): void {
  if (latest) latest = { ...latest, readAtMs: Number.NEGATIVE_INFINITY };
}

async function readConfig(): Promise<Config> {
  const ids = ['credit_config', 'limits', 'moderation'] as const;
  const snapshots = await db().getAll(...ids.map((id) => db().doc(`${COLLECTIONS.config}/${id}`)));
  const [credit, limits, moderation] = snapshots.map((snapshot) => {
    if (!snapshot.exists) {
      throw new Error(
        `${snapshot.ref.path} is missing. Write a first configuration: npm run preset -- studio --apply`,
      );
    }
    return fromDocument(snapshot.data());
  });
  const { version } = z.object(versionFields).parse(credit);
  return {
    credit: { ...configSchemasByDocument.credit_config.parse(credit), version },
    limits: configSchemasByDocument.limits.parse(limits),
    moderation: configSchemasByDocument.moderation.parse(moderation),
  };
}
