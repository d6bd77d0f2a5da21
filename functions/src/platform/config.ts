import {
  CONFIG_DOCUMENTS,
  type CreditConfig,
  type Limits,
  type Moderation,
} from '@tollgate/contract/config/config';
import { configSchemasByDocument, versionFields } from '@tollgate/contract/config/config.schema';
import type { AddressBlocks } from '@tollgate/contract/limits/addresses';
import { addressBlocksSchema } from '@tollgate/contract/limits/addresses.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import * as z from 'zod';
import { CACHE_AGE_MS } from './cache-age.ts';
import { nowMs } from './clock.ts';
import { db } from './firestore.ts';
import { log } from './log.ts';
import { inDatabase } from './measure.ts';
import { parseFound } from './unreadable.ts';

/** The configuration in force, each part with its version. */
export interface Config {
  credit: CreditConfig & { version: number };
  limits: Limits;
  moderation: Moderation;
}

/** Read together with the configuration, so that no request pays for it. */
export const BLOCKS_PATH = `${COLLECTIONS.rateLimits}/blocks`;

interface InForce {
  config: Config;
  blocks: AddressBlocks;
  /** The version of the blocks; the same version isn't parsed again. */
  blocksAt: FirebaseFirestore.Timestamp | undefined;
}

let latest: (InForce & { readAtMs: number }) | undefined;
let reading: Promise<InForce> | undefined;

/**
 * The configuration. An instance reads it at most once per `CACHE_AGE_MS`, not per request. If it can't be
 * read, the last good one stays in force and the log says so.
 */
export const currentConfig = async (): Promise<Config> => (await inForce()).config;

/** The blocked addresses and ranges; the same object until they change. */
export const currentBlocks = async (): Promise<AddressBlocks> => (await inForce()).blocks;

async function inForce(): Promise<InForce> {
  if (latest && nowMs() - latest.readAtMs <= CACHE_AGE_MS) return latest;
  reading ??= refresh().finally(() => {
    reading = undefined;
  });
  const underWay = reading;
  return inDatabase(() => underWay);
}

async function refresh(): Promise<InForce> {
  try {
    latest = { ...(await readConfig()), readAtMs: nowMs() };
  } catch (error) {
    if (!latest) throw error;
    log.error('the configuration could not be read; the last one stays in force', error);
    latest = { ...latest, readAtMs: nowMs() };
  }
  return latest;
}

/** After a save on this instance, its next call reads anew. */
export function forgetConfig(): void {
  if (latest) latest = { ...latest, readAtMs: Number.NEGATIVE_INFINITY };
}

async function readConfig(): Promise<InForce> {
  const references = CONFIG_DOCUMENTS.map((id) => db().doc(`${COLLECTIONS.config}/${id}`));
  const [blocks, ...snapshots] = await db().getAll(db().doc(BLOCKS_PATH), ...references);
  const [credit, limits, moderation] = snapshots.map((snapshot) => {
    if (!snapshot.exists) {
      throw new Error(
        `${snapshot.ref.path} is missing. Write a first configuration: npm run preset -- studio --apply`,
      );
    }
    return snapshot;
  });
  if (!credit || !limits || !moderation) throw new Error('the configuration was not read whole');
  const { version } = parseFound(z.object(versionFields), credit);
  const config = {
    credit: { ...parseFound(configSchemasByDocument.credit_config, credit), version },
    limits: parseFound(configSchemasByDocument.limits, limits),
    moderation: parseFound(configSchemasByDocument.moderation, moderation),
  };
  return { config, ...blocksIn(blocks) };
}

function blocksIn(snapshot: FirebaseFirestore.DocumentSnapshot | undefined): Omit<InForce, 'config'> {
  if (!snapshot?.exists) return { blocks: NO_BLOCKS, blocksAt: undefined };
  const { updateTime: blocksAt } = snapshot;
  if (blocksAt && latest?.blocksAt?.isEqual(blocksAt)) return { blocks: latest.blocks, blocksAt };
  return { blocks: parseFound(addressBlocksSchema, snapshot), blocksAt };
}

const NO_BLOCKS: AddressBlocks = { ranges: [] };
