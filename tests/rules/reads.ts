import {
  collection,
  collectionGroup,
  doc,
  documentId,
  type Firestore,
  getCountFromServer,
  getDocFromServer,
  getDocsFromServer,
  type Query,
  query,
  where,
} from 'firebase/firestore';
import { queryOf } from '../../client/src/query.ts';
import { CALLER_NAMES, type CallerName, STAFF } from './callers.ts';
import { OWNERS } from './seed.ts';

/** One operation, and everybody who may do it: whoever is not named must be denied. */
export interface Expectation {
  collection: string;
  operation: string;
  kind: 'read' | 'write';
  run: (firestore: Firestore, uid: string) => Promise<unknown>;
  allowed: readonly CallerName[];
}

type Allowed = Expectation['allowed'];
const NOBODY: Allowed = [];

const rootOf = (path: string) => path.split('/')[0] ?? path;

const get = (path: string, allowed: Allowed): Expectation => ({
  collection: rootOf(path),
  operation: `get ${path}`,
  kind: 'read',
  run: (firestore) => getDocFromServer(doc(firestore, path)),
  allowed,
});

const ask = (
  path: string,
  how: string,
  make: (firestore: Firestore) => Query,
  allowed: Allowed,
): Expectation => ({
  collection: rootOf(path),
  operation: `list ${path} ${how}`,
  kind: 'read',
  run: (firestore) => getDocsFromServer(make(firestore)),
  allowed,
});

const list = (path: string, allowed: Allowed) =>
  ask(path, 'whole', (firestore) => collection(firestore, path), allowed);

const listOf = (path: string, uid: string, allowed: Allowed) =>
  ask(
    path,
    `of ${uid}`,
    (firestore) => query(collection(firestore, path), where('userId', '==', uid)),
    allowed,
  );

const group = (id: string) => ask(id, 'as a group', (firestore) => collectionGroup(firestore, id), NOBODY);

const count = (path: string, allowed: Allowed): Expectation => ({
  collection: path,
  operation: `count ${path}`,
  kind: 'read',
  run: (firestore) => getCountFromServer(collection(firestore, path)),
  allowed,
});

/** Documents that belong to the user they name in `userId`. */
const owned = (path: string, idOf: (uid: string) => string): Expectation[] => [
  ...OWNERS.flatMap((uid) => [
    get(`${path}/${idOf(uid)}`, [uid, ...STAFF]),
    listOf(path, uid, [uid, ...STAFF]),
  ]),
  get(`${path}/missing`, STAFF),
  list(path, STAFF),
  count(path, STAFF),
  ask(
    path,
    'of two users',
    (firestore) => query(collection(firestore, path), where('userId', 'in', ['ada', 'bob'])),
    STAFF,
  ),
];

const staffOnly = (path: string, id: string): Expectation[] => [
  get(`${path}/${id}`, STAFF),
  get(`${path}/missing`, STAFF),
  list(path, STAFF),
  listOf(path, 'ada', STAFF),
];

const closed = (path: string, id: string): Expectation[] => [
  get(`${path}/${id}`, NOBODY),
  list(path, NOBODY),
  listOf(path, 'ada', NOBODY),
];

/** A profile, whether it is there yet or not. */
const profiles = [...OWNERS, 'adminInProfileOnly', 'bob', 'suspendedAdmin'] as const;
/** One's own role: there, never given, or taken away. */
const staffDocuments = [
  'admin',
  'moderator',
  'suspendedAdmin',
  'documentWithoutClaim',
  'claimWithoutDocument',
  'ada',
] as const;

const LISTED = [
  'users',
  'staff',
  'credit_logs',
  'ai_activity',
  'orders',
  'abuse_detection',
  'admin_audit_logs',
  'usage_daily',
  'job_runs',
  'rate_limits',
  'system_config',
  'receipts',
  'api_keys',
];

export const reads: readonly Expectation[] = [
  ...profiles.map((uid) => get(`users/${uid}`, [uid, ...STAFF])),
  get('users/missing', STAFF),
  list('users', STAFF),
  listOf('users', 'ada', STAFF),
  ask('users', 'by id', (f) => query(collection(f, 'users'), where(documentId(), '==', 'ada')), STAFF),

  ...staffDocuments.map((uid) => get(`staff/${uid}`, [...new Set([uid, ...STAFF])])),
  get('staff/someone', STAFF),
  list('staff', STAFF),
  ask('staff', 'by id', (f) => query(collection(f, 'staff'), where(documentId(), '==', 'ada')), STAFF),

  ...owned('credit_logs', (uid) => `${uid}.0000000001`),
  ask('credit_logs', 'as the ledger of ada', (f) => queryOf(f, 'ledgerOfUser', { userId: 'ada' }), [
    'ada',
    ...STAFF,
  ]),

  ...owned('ai_activity', (uid) => `${uid}.1`),
  ask('ai_activity', 'as the history of ada', (f) => queryOf(f, 'activitiesOfUser', { userId: 'ada' }), [
    'ada',
    ...STAFF,
  ]),
  ask('ai_activity', 'as the live console', (f) => queryOf(f, 'latestActivities', {}), STAFF),

  ...owned('orders', (uid) => `${uid}.1`),
  ask('orders', 'as the purchases of ada', (f) => queryOf(f, 'ordersOfUser', { userId: 'ada' }), [
    'ada',
    ...STAFF,
  ]),

  ...staffOnly('abuse_detection', 'seen'),
  ask('abuse_detection', 'as the alerts', (f) => queryOf(f, 'latestAbuse', {}), STAFF),
  ...staffOnly('admin_audit_logs', 'grant'),
  ask('admin_audit_logs', 'as the audit page', (f) => queryOf(f, 'latestAudit', {}), STAFF),
  ...staffOnly('usage_daily', '2026-01-01.0'),
  ask('usage_daily', 'as the overview', (f) => queryOf(f, 'usageDaysFrom', { day: '2026-01-01' }), STAFF),
  ...staffOnly('job_runs', 'expireGrants'),
  ask('job_runs', 'as the health page', (f) => queryOf(f, 'latestJobRuns', {}), STAFF),
  ask('users', 'as the top spenders', (f) => queryOf(f, 'topUsers', {}), STAFF),
  get('rate_limits/blocks', STAFF),
  get('rate_limits/hash', NOBODY),
  get('rate_limits/missing', NOBODY),
  list('rate_limits', NOBODY),
  ask(
    'rate_limits',
    'by id',
    (f) => query(collection(f, 'rate_limits'), where(documentId(), '==', 'blocks')),
    NOBODY,
  ),
  ask(
    'rate_limits',
    'as the sweep',
    (f) => queryOf(f, 'expiredRateLimits', { expiresAt: 2_000_000_000_000 }),
    NOBODY,
  ),
  ...staffOnly('system_config', 'credit_config'),
  // What everybody may see of the prices.
  get(
    'system_config/public',
    CALLER_NAMES.filter((name) => name !== 'signedOut'),
  ),
  ask(
    'system_config',
    'by id',
    (f) => query(collection(f, 'system_config'), where(documentId(), '==', 'public')),
    STAFF,
  ),
  ...staffOnly('system_config/credit_config/versions', '1'),

  ...closed('receipts', 'hash'),
  ...closed('api_keys', 'hash'),
  ask('api_keys', 'as the keys of ada', (f) => queryOf(f, 'apiKeysOfUser', { userId: 'ada' }), NOBODY),
  ...closed('unlisted', 'document'),
  ...closed('users/ada/private', 'note'),
  ...closed('ai_activity/ada.1/chunks', '1'),
  ...closed('system_config/credit_config/drafts', '1'),
  ...closed('system_config/credit_config/versions/1/parts', '1'),

  // A collection of a listed name, elsewhere: what it is called opens nothing.
  { ...get('unlisted/document/rate_limits/blocks', NOBODY), collection: 'rate_limits' },
  ...LISTED.map((id) => ({ ...get(`unlisted/document/${id}/ada`, NOBODY), collection: id })),
  {
    ...get('unlisted/document/system_config/credit_config/versions/1', NOBODY),
    collection: 'system_config',
  },
  ...LISTED.flatMap((id) => [group(id), { ...get(`${id}/one/below/two`, NOBODY), collection: id }]),
  { ...group('versions'), collection: 'system_config' },
];
