import {
  type CreditConfig,
  type Limits,
  type Moderation,
  systemConfigSchemas,
  versionFields,
} from '@tollgate/contract/config';
import { COLLECTIONS } from '@tollgate/contract/documents';
import { z } from 'zod';
import { nowMs } from './clock.ts';
import { fromDocument } from './documents.ts';
import { db } from './firestore.ts';

/** The configuration in force, each part with its version. */
export interface Config {
  credit: CreditConfig & { version: number };
  limits: Limits;
  moderation: Moderation;
}

/** A new price is in force everywhere after this, at the latest. */
const MAX_AGE_MS = 10_000;

let cached: { config: Promise<Config>; readAtMs: number } | undefined;

/** The configuration, read at most once in ten seconds by an instance, never once a request. */
export function currentConfig(): Promise<Config> {
  if (!cached || nowMs() - cached.readAtMs > MAX_AGE_MS) {
    const config = readConfig();
    const mine = { config, readAtMs: nowMs() };
    cached = mine;
    // A failed read must not be what the next ten seconds get.
    config.catch(() => {
      if (cached === mine) cached = undefined;
    });
  }
  return cached.config;
}

/** After a save here, the next call on this instance reads anew. */
export function forgetConfig(): void {
  cached = undefined;
}

const versioned = z.object(versionFields);

async function readConfig(): Promise<Config> {
  const ids = ['credit_config', 'limits', 'moderation'] as const;
  const snapshots = await db().getAll(...ids.map((id) => db().doc(`${COLLECTIONS.config}/${id}`)));
  const [credit, limits, moderation] = snapshots.map((snapshot) => {
    if (!snapshot.exists) {
      throw new Error(
        `${snapshot.ref.path} is missing. Write a first configuration: npm run preset -- studio --apply`,
      );
    }
    return z.record(z.string(), z.unknown()).parse(fromDocument(snapshot.data()));
  });
  const content = (data: Record<string, unknown> | undefined) => {
    const { version: _version, updatedAt: _updatedAt, updatedBy: _updatedBy, ...rest } = data ?? {};
    return rest;
  };
  return {
    credit: {
      ...systemConfigSchemas.credit_config.parse(content(credit)),
      version: versioned.parse(credit).version,
    },
    limits: systemConfigSchemas.limits.parse(content(limits)),
    moderation: systemConfigSchemas.moderation.parse(content(moderation)),
  };
}
