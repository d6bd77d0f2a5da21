import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { z } from 'zod';
import { fromDocument } from './documents.ts';
import { log } from './log.ts';

/**
 * A document at one of our paths that is not what we would have written there: another program's, or one of
 * ours that lost something. It is refused by its name, and never written over.
 */
export class UnreadableDocument extends Error {
  readonly document: string;
  /** Nothing in it is ours: another program keeps its own documents under the same path. */
  readonly isForeign: boolean;
  /** Names of fields and what was expected there, never what stood there. */
  readonly problem: string;

  constructor(document: string, data: unknown, error: z.ZodError) {
    const isForeign = !hasOurMarks(document, data);
    const problem = problemOf(error);
    super(`${document} ${isForeign ? "is not Tollgate's" : 'is damaged'}: ${problem}`);
    this.name = 'UnreadableDocument';
    this.document = document;
    this.isForeign = isForeign;
    this.problem = problem;
  }
}

/**
 * What a document of ours has and hardly another program's: names like `email`, `role` or `createdAt` tell
 * nothing.
 */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  [COLLECTIONS.users]: ['creditsMicro', 'heldMicro', 'ledgerSeq'],
  [COLLECTIONS.staff]: ['grantedBy'],
  [COLLECTIONS.creditLogs]: ['balanceBeforeMicro', 'balanceAfterMicro'],
  [COLLECTIONS.activity]: ['heldMicro', 'payloadHash', 'holdAnswer'],
  [COLLECTIONS.receipts]: ['payloadHash'],
  [COLLECTIONS.orders]: ['payloadHash', 'priceVersion', 'creditsMicro'],
  [COLLECTIONS.rateLimits]: ['latestAt', 'leases', 'calls', 'ranges'],
  [COLLECTIONS.abuse]: ['signal'],
  [COLLECTIONS.audit]: ['targetType'],
  [COLLECTIONS.config]: ['version', 'updatedBy'],
  [COLLECTIONS.jobRuns]: ['outcome'],
  [COLLECTIONS.apiKeys]: ['keyId', 'lastFour'],
};

/** Whether a document, by its path or its collection's name, has something that ours have. */
export function hasOurMarks(document: string, data: unknown): boolean {
  const marks = MARKS[document.split('/')[0] ?? ''];
  return !marks || (typeof data === 'object' && data !== null && marks.some((mark) => mark in data));
}

/** Whether a document that was found has nothing of ours in it. */
export const isForeign = (found: { ref: { path: string }; data(): unknown }): boolean =>
  !hasOurMarks(found.ref.path, found.data());

const MAX_ISSUES = 5;

const problemOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`)
    .join('; ');

/** A stored document as its schema has it; throws {@link UnreadableDocument}. */
export function parseStored<S extends z.ZodType>(path: string, schema: S, data: unknown): z.output<S> {
  const value = fromDocument(data);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableDocument(path, value, parsed.error);
}

/** The same of a document that a query found. */
export const parseFound = <S extends z.ZodType>(
  schema: S,
  found: { ref: { path: string }; data(): unknown },
): z.output<S> => parseStored(found.ref.path, schema, found.data());

/** What an operator does about it. */
export const wayOut = ({ isForeign }: Pick<UnreadableDocument, 'isForeign'>): string =>
  isForeign
    ? 'Another program wrote it, and Tollgate writes over nothing that is not its own: let that program keep its ' +
      'documents in another collection and move this one there. See docs/operations.md, "Documents that are not ours".'
    : 'It lost or changed fields that Tollgate needs: put them back, from a backup. ' +
      'npm run reconcile names every such document. See docs/operations.md, "Documents that are not ours".';

/** The refusal of whatever needed the document, with a line in the log for whoever runs the app. */
export function refuseUnreadable(error: UnreadableDocument, what: string, callerId: string | null): Refusal {
  const { document, isForeign } = error;
  log.error(`${what}: ${error.message}. ${wayOut(error)}`, error, { document });
  const isOwn = callerId !== null && document === `${COLLECTIONS.users}/${callerId}`;
  const untouched = 'Nothing was changed and nothing was charged.';
  const message = isOwn
    ? `Your account can't be opened at the moment. ${untouched} Please tell whoever runs this app.`
    : `${document} ${isForeign ? "is not Tollgate's" : 'is damaged'}, so this can't be done. ${untouched}`;
  return refuse(isForeign ? 'foreign_document' : 'damaged_document', message, {
    document,
    advice: wayOut(error),
  });
}
