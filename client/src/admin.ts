import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { addressOf, type CallAddress } from '@tollgate/contract/calls/table';
import type { ConfigDocument, Preset } from '@tollgate/contract/config/config';
import type { AddressBlocks } from '@tollgate/contract/limits/addresses';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { DocumentOf, DocumentTypes, QueryName, QueryValues } from '@tollgate/contract/storage/queries';
import { getAuth } from 'firebase/auth';
import {
  count,
  doc,
  endAt,
  type Firestore,
  getAggregateFromServer,
  getDocFromServer,
  getDocsFromServer,
  limit,
  onSnapshot,
  type QueryConstraint,
  type QueryDocumentSnapshot,
  query,
  startAfter,
  startAt,
  sum,
  Timestamp,
} from 'firebase/firestore';
import type { Functions } from 'firebase/functions';
import { type Answer, type ErrorCallback, type Failure, fail, succeed } from './outcome.ts';
import { queryOf } from './query.ts';
import { asking, realTiming } from './retry.ts';
import { followerOf, own, presenceOf } from './signed-in.ts';
import { type Speech, speakerFor } from './speaker.ts';
import { firebaseTransport, type Transport } from './transport.ts';
import { toFailure } from './watch.ts';

/** A document with its id; fields that end in `At` are milliseconds. */
export type Found<T> = T & { id: string };

/** Where a page ended: what the next one begins after. */
export type Cursor = QueryDocumentSnapshot;

export interface Page<T> {
  documents: Found<T>[];
  /** `null` on the last page. */
  cursor: Cursor | null;
}

export interface PageOptions {
  size?: number;
  after?: Cursor | null;
  /** Only what begins with it, in the field that the query orders by. */
  prefix?: string;
  /**
   * Only what is not older or newer, for a query that orders by a time, the latest first. In milliseconds.
   */
  fromMs?: number | undefined;
  untilMs?: number | undefined;
}

/** Comes after every letter that people write. */
const LAST_LETTER = '\uf8ff';

/** A document of the configuration, with its version. */
export type Stored<D extends ConfigDocument> = Preset[D] & {
  version: number;
  updatedAt: number;
  updatedBy: string;
};

/** The input of a name is that of its address, which TypeScript can't follow through the table. */
const callByName = <N extends CallName>(transport: Transport, name: N, input: CallInput<N>) =>
  transport.call(addressOf(name) as CallAddress, input as never) as Promise<CallOutputs[N]>;

/**
 * What a console needs beside the SDK: every call by name, and the staff's reads. Nothing throws; what is
 * refused comes back as a value. The rules let staff read, and nobody write.
 */
export function createAdmin({
  functions,
  firestore,
  ...speech
}: { functions: Functions; firestore: Firestore } & Speech) {
  const speaker = speakerFor(speech, functions);
  const presence = presenceOf(getAuth(functions.app));
  const asUser = followerOf(presence, speaker);
  const core = { transport: firebaseTransport(functions), ...presence };
  const answered = <T>(ask: () => Promise<T>): Promise<Answer<T>> =>
    speaker.say(own(core, () => answeredInEnglish(ask)));
  return {
    /**
     * Calls a function; repeats by itself when the line was bad, which is safe: the request id stays the
     * same.
     */
    call: <N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutputs[N]>> =>
      speaker.say(own(core, ({ transport }) => asking(() => callByName(transport, name, input), realTiming))),

    /** A page of a query of the contract's list, fresh from the server. */
    page: <N extends QueryName>(
      name: N,
      values: QueryValues<N>,
      { size = 50, after = null, prefix, fromMs, untilMs }: PageOptions = {},
    ): Promise<Answer<Page<DocumentOf<N>>>> =>
      answered(async () => {
        const bounds: QueryConstraint[] = after ? [startAfter(after)] : prefix ? [startAt(prefix)] : [];
        if (prefix) bounds.push(endAt(`${prefix}${LAST_LETTER}`));
        if (!after && untilMs !== undefined) bounds.push(startAt(Timestamp.fromMillis(untilMs)));
        if (fromMs !== undefined) bounds.push(endAt(Timestamp.fromMillis(fromMs)));
        const wanted = query(queryOf(firestore, name, values), ...bounds, limit(size + 1));
        const snapshot = await getDocsFromServer(wanted);
        const shown = snapshot.docs.slice(0, size);
        return {
          documents: shown.map((found) => read<DocumentOf<N>>(found.id, found.data())),
          cursor: snapshot.size > size ? (shown.at(-1) ?? null) : null,
        };
      }),

    /** One document; `null` if there is none. */
    one: <C extends keyof DocumentTypes>(
      collection: C,
      id: string,
    ): Promise<Answer<Found<DocumentTypes[C]> | null>> =>
      answered(async () => {
        const found = await getDocFromServer(doc(firestore, collection, id));
        return found.exists() ? read<DocumentTypes[C]>(found.id, found.data()) : null;
      }),

    /** A document of the configuration, as it is in force; `null` before the first preset. */
    config: <D extends ConfigDocument>(document: D): Promise<Answer<Stored<D> | null>> =>
      answered(async () => {
        const found = await getDocFromServer(doc(firestore, COLLECTIONS.config, document));
        return found.exists() ? read<Stored<D>>(found.id, found.data()) : null;
      }),

    /**
     * Versions of a document of the configuration, the newest first, from one on: they are numbered without a
     * gap.
     */
    configVersions: <D extends ConfigDocument>(
      document: D,
      { from, size }: { from: number; size: number },
    ): Promise<Answer<Stored<D>[]>> =>
      answered(async () => {
        const ids = Array.from(
          { length: Math.max(0, Math.min(from, size)) },
          (_, index) => `${from - index}`,
        );
        const found = await Promise.all(
          ids.map((id) => getDocFromServer(doc(firestore, COLLECTIONS.config, document, 'versions', id))),
        );
        return found.flatMap((one) => (one.exists() ? [read<Stored<D>>(one.id, one.data())] : []));
      }),

    /** The addresses and ranges that may not generate. */
    addressBlocks: (): Promise<Answer<AddressBlocks['ranges']>> =>
      answered(async () => {
        const found = await getDocFromServer(doc(firestore, COLLECTIONS.rateLimits, 'blocks'));
        return found.exists() ? read<AddressBlocks>(found.id, found.data()).ranges : [];
      }),

    /**
     * How many documents a query finds, and the sum of a field of theirs: a read for each thousand, not for
     * each.
     */
    total: <N extends QueryName>(
      name: N,
      values: QueryValues<N>,
      field: (keyof DocumentOf<N> & string) | null = null,
    ): Promise<Answer<{ count: number; sum: number }>> =>
      answered(async () => {
        const snapshot = await getAggregateFromServer(queryOf(firestore, name, values), {
          count: count(),
          sum: field === null ? count() : sum(field),
        });
        return snapshot.data();
      }),

    /** Follows the first documents of a query; returns what ends it. */
    follow: <N extends QueryName>(
      name: N,
      values: QueryValues<N>,
      size: number,
      onChange: (documents: Found<DocumentOf<N>>[]) => void,
      onError: ErrorCallback,
    ): (() => void) =>
      asUser(onChange, onError, (_staff, tell, fail) =>
        onSnapshot(
          query(queryOf(firestore, name, values), limit(size)),
          (snapshot) => tell(snapshot.docs.map((found) => read<DocumentOf<N>>(found.id, found.data()))),
          (error) => fail(failureForStaff(error)),
        ),
      ),

    /** Follows one document, `null` while there is none; returns what ends it. */
    followOne: <C extends keyof DocumentTypes>(
      collection: C,
      id: string,
      onChange: (document: Found<DocumentTypes[C]> | null) => void,
      onError: ErrorCallback,
    ): (() => void) =>
      asUser(onChange, onError, (_staff, tell, fail) =>
        onSnapshot(
          doc(firestore, collection, id),
          (found) => tell(found.exists() ? read<DocumentTypes[C]>(found.id, found.data()) : null),
          (error) => fail(failureForStaff(error)),
        ),
      ),
  };
}

export type Admin = ReturnType<typeof createAdmin>;

/**
 * Staff are who can make an index that is missing: they read what the database says of it, with the address.
 */
function failureForStaff(error: unknown): Failure {
  const failure = toFailure(error);
  return { ...failure, message: failure.hint ?? failure.message };
}

async function answeredInEnglish<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return succeed(await ask());
  } catch (error) {
    return fail(failureForStaff(error));
  }
}

/** The functions alone write, and hold every document to its schema; here it is only read. */
const read = <T>(id: string, data: unknown): Found<T> => ({ ...(withMillis(data) as T), id });

function withMillis(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toMillis();
  if (Array.isArray(value)) return value.map(withMillis);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withMillis(field)]));
  }
  return value;
}
