import { readFileSync } from 'node:fs';
import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import { userSchema } from '@tollgate/contract/account/user.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { apiKeySchema } from '@tollgate/contract/api-keys/api-key.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { addressBlocksSchema, addressWindowSchema } from '@tollgate/contract/limits/addresses.schema';
import { guestLogSchema } from '@tollgate/contract/limits/guests.schema';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { staffSchema } from '@tollgate/contract/staff/staff.schema';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { decideUser } from '../../functions/src/admin/decide-user.ts';
import { decideFold, endsCountedBy } from '../../functions/src/analytics/decide.ts';
import { decideEnsure } from '../../functions/src/credits/decide.ts';
import { decideHold } from '../../functions/src/gate/decide.ts';
import { decideEnd } from '../../functions/src/gate/decide-end.ts';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { parseStored, UnreadableDocument } from '../../functions/src/platform/unreadable.ts';
import { OrderCheck } from '../../functions/src/reconcile/check-orders.ts';
import { UserCheck } from '../../functions/src/reconcile/checks.ts';

/**
 * Documents as the version before wrote them, read from a running suite of emulators. They are not to be
 * written anew when a schema grows: that today's code opens them, whatever it adds, is what is tested.
 */

type Fields = Record<string, unknown>;

/** As the SDK gives them: a time is an object that knows its milliseconds. */
const asRead = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  if ('$time' in value) return timestamp(Date.parse(String(value.$time)));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asRead(field)]));
};

class Time {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  toMillis(): number {
    return this.ms;
  }
}
const timestamp = (ms: number) => new Time(ms);

const database = Object.entries(
  asRead(JSON.parse(readFileSync(new URL('./database.json', import.meta.url), 'utf8'))) as Record<
    string,
    Fields
  >,
);

const SCHEMAS: Record<string, z.ZodType> = {
  users: userSchema,
  staff: staffSchema,
  credit_logs: ledgerEntrySchema,
  ai_activity: activitySchema,
  receipts: receiptSchema,
  orders: orderSchema,
  abuse_detection: abuseRecordSchema,
  admin_audit_logs: auditEntrySchema,
  usage_daily: dayUsageSchema,
  api_keys: apiKeySchema,
};

function schemaOf(path: string, fields: Fields): z.ZodType {
  const [collection = '', id = ''] = path.split('/');
  if (collection === 'rate_limits')
    return id === 'blocks' ? addressBlocksSchema : 'calls' in fields ? guestLogSchema : addressWindowSchema;
  if (collection === 'system_config')
    return configSchemasByDocument[id as keyof typeof configSchemasByDocument] as z.ZodType;
  const schema = SCHEMAS[collection];
  if (!schema) throw new Error(`no schema for ${path}`);
  return schema;
}

const known = database.filter(([path]) => path !== 'system_config/public');
const stored = (path: string): Fields => known.find(([one]) => one === path)?.[1] ?? {};
const open = (path: string, fields = stored(path)) => parseStored(path, schemaOf(path, fields), fields);

const user = (fields?: Fields) => userSchema.parse(open('users/ada', fields));
const all = (collection: string) => known.filter(([path]) => path.startsWith(`${collection}/`));
const heldPath = () => {
  const held = all('ai_activity').find(([, { status }]) => status === 'pending');
  if (!held) throw new Error('the fixture has a hold that is open');
  return held[0];
};
const config = () => ({
  credit: {
    ...configSchemasByDocument.credit_config.parse(open('system_config/credit_config')),
    version: 2,
  },
  limits: configSchemasByDocument.limits.parse(open('system_config/limits')),
  moderation: configSchemasByDocument.moderation.parse(open('system_config/moderation')),
});
const NOW = Date.parse('2026-12-01T00:49:00Z');

const wanted = {
  ...{ userId: 'ada', requestId: 'next', aiType: 'image' as const, service: 'dalle3', units: 1 },
  ...{ runBy: 'app' as const, leaseHolder: null },
  ...{ promptPreview: '', promptChars: 1, promptHash: '', payloadHash: 'x' },
};
const failed = {
  by: 'app' as const,
  status: 'failed' as const,
  units: null,
  resultUrl: null,
  errorMessage: null,
};

describe('documents of the version before', () => {
  it.each(known.map(([path, fields]) => [path, fields] as const))('%s opens', (path, fields) => {
    expect(() => open(path, fields)).not.toThrow();
  });

  it('keep the invariants', () => {
    const check = new UserCheck('ada');
    const bought = new OrderCheck();
    for (const [path, fields] of all('credit_logs').filter(([, one]) => one.userId === 'ada')) {
      const entry = ledgerEntrySchema.parse(open(path, fields));
      check.entry(path.split('/')[1] ?? '', entry);
      bought.entry(path.split('/')[1] ?? '', entry);
    }
    for (const [path, fields] of all('ai_activity').filter(([, one]) => one.userId === 'ada'))
      check.activity(path.split('/')[1] ?? '', activitySchema.parse(open(path, fields)));
    for (const [path, fields] of all('orders'))
      bought.order(path.split('/')[1] ?? '', orderSchema.parse(open(path, fields)));
    check.user(user());
    expect([...check.violations, ...bought.violations()]).toEqual([]);
  });

  it('hold and settle as before', () => {
    const held = decideHold({ user: user(), activity: null }, wanted, config(), NOW);
    expect(held).toMatchObject({ kind: 'hold', user: { heldMicro: 2_000_000 } });
    const activity = activitySchema.parse(open(heldPath()));
    const ended = decideEnd({ user: user(), activity }, failed, config(), NOW);
    expect(ended).toMatchObject({ kind: 'end', user: { heldMicro: 0 }, answer: { chargedMicro: 0 } });
  });
});

/**
 * What a document says whose it is, how it stands and how much: without it nobody can tell, and it is refused
 * by its name.
 */
const NEEDED: Record<string, readonly string[]> = {
  users: ['userId', 'isGuest', 'status', 'creditsMicro', 'heldMicro', 'grants', 'ledgerSeq', 'welcomed'],
};

const LATER = {
  trialEndsAt: timestamp(7),
  wallet: { kind: 'x', times: [1, 2] },
  place: new URL('https://x.example'),
};

describe('a key that one version knows and another does not', () => {
  const additions = known.filter(([path]) => !path.startsWith('system_config/'));

  it.each(additions.map(([path, fields]) => [path, fields] as const))('%s keeps it', (path, fields) => {
    const opened = open(path, { ...fields, ...LATER }) as Fields;
    expect(toDocument(opened)).toMatchObject({
      ...{ trialEndsAt: new Date(7), wallet: LATER.wallet },
      place: LATER.place,
    });
  });

  it.each(Object.keys(stored('users/ada')))('users without %s', (name) => {
    const { [name]: _gone, ...rest } = stored('users/ada');
    if (!NEEDED.users?.includes(name)) return void expect(() => open('users/ada', rest)).not.toThrow();
    try {
      open('users/ada', rest);
      expect.unreachable('it can not be told without it');
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableDocument);
      expect((error as UnreadableDocument).message).toBe(
        `users/ada is damaged: ${(error as UnreadableDocument).problem}`,
      );
      expect((error as UnreadableDocument).problem).toContain(name);
    }
  });

  it('adds nothing to the totals of a day, and keeps none from being folded', () => {
    for (const [path, fields] of all('usage_daily')) {
      const day = dayUsageSchema.parse(open(path, fields));
      const later = dayUsageSchema.parse(open(path, { ...fields, ...LATER, note: 'text' }));
      const folded = (shard: typeof day) =>
        decideFold(day.day, { folded: null, shards: [shard] }, { isCleaned: false }, NOW);
      expect(folded(later)).toEqual(folded(day));
      expect(endsCountedBy(later)).toEqual(endsCountedBy(day));
    }
  });

  it('windows of a kind that is missing, and of one that was added later, admit a call and survive it', () => {
    const windows = { image: [NOW - 5], video: [], music: [NOW - 9] };
    const held = decideHold(
      { user: user({ ...stored('users/ada'), windows }), activity: null },
      wanted,
      config(),
      NOW,
    );
    expect(held).toMatchObject({
      kind: 'hold',
      user: { windows: { image: [NOW - 5, NOW], voice: [], music: [NOW - 9] } },
    });
  });

  it('names that only another version knows open, and are kept', () => {
    const ada = stored('users/ada');
    const [lot] = ada.grants as Fields[];
    const opened = user({
      ...ada,
      ...{ tier: 'gold', role: 'auditor', grants: [{ ...lot, source: 'gift', campaign: 'spring' }] },
      notices: [{ id: 1, kind: 'birthday', createdAt: timestamp(3) }],
    });
    expect(opened).toMatchObject({
      ...{ tier: 'gold', role: 'auditor' },
      grants: [{ source: 'gift', campaign: 'spring' }],
      notices: [{ kind: 'birthday', readAt: null }],
    });
    // Limits of a tier that nobody here knows are everybody's.
    expect(decideHold({ user: opened, activity: null }, wanted, config(), NOW).kind).toBe('hold');
  });

  it('a status that only another version knows lets nobody act', () => {
    const opened = user({ ...stored('users/ada'), status: 'frozen' });
    expect(decideHold({ user: opened, activity: null }, wanted, config(), NOW)).toMatchObject({
      reason: 'suspended',
    });
  });

  it('an activity of a kind, service and tier that are gone still settles', () => {
    const fields = { ...stored(heldPath()), aiType: 'music', service: 'gone', tier: 'gold', unit: 'bar' };
    const activity = activitySchema.parse(open(heldPath(), fields));
    const ended = decideEnd({ user: user(), activity }, failed, config(), NOW);
    expect(ended).toMatchObject({ kind: 'end', user: { heldMicro: 0 }, activity: { aiType: 'music' } });
  });

  it('whatever is added anywhere in a user, or is lost that can be done without, holds, settles and is written back', () => {
    const ada = stored('users/ada');
    const paths = mapsIn(ada);
    const optional = Object.keys(ada).filter((name) => !NEEDED.users?.includes(name));
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.option(fc.constantFrom(...optional)),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant([1]), fc.constant({ deep: true })),
        (path, lost, value) => {
          const added = withAt(ada, path, value);
          const fields = { ...added };
          if (lost !== null && path[0] !== lost) delete fields[lost];
          const before = user(fields);
          const held = decideHold({ user: before, activity: null }, wanted, config(), NOW);
          if (held.kind !== 'hold') throw new Error(JSON.stringify(held));
          const ended = decideEnd({ user: held.user, activity: held.activity }, failed, config(), NOW);
          if (ended.kind !== 'end') throw new Error(JSON.stringify(ended));
          const ensured = decideEnsure(
            ended.user,
            { userId: 'ada', email: null, displayName: 'Ada', country: null, isGuest: false },
            null,
            NOW,
          );
          expect(valueAt(toDocument(ensured.user), path)).toEqual(value);
        },
      ),
    );
  });

  it('freeing the limits frees those of a kind that only another version knows', () => {
    const windows = { image: [1], video: [], voice: [], chat: [], music: [2] };
    const act = { actorId: 'admin', actorEmail: null, reason: 'x', auditId: 'a' };
    const decided = decideUser(
      user({ ...stored('users/ada'), windows }),
      { action: 'reset_limits' },
      act,
      NOW,
    );
    expect(decided).toMatchObject({ kind: 'change', user: { windows: { image: [], music: [] } } });
  });
});

const NEW_KEY = 'addedLater';

/** The maps in a document, each by its path, that are written back with what they hold. */
function mapsIn(fields: Fields, path: string[] = []): string[][] {
  const below = Object.entries(fields).flatMap(([name, field]): string[][] => {
    const list = Array.isArray(field) ? field.map((item, index) => [`${index}`, item] as const) : null;
    if (list) return list.flatMap(([at, item]) => (isMap(item) ? mapsIn(item, [...path, name, at]) : []));
    return isMap(field) ? mapsIn(field, [...path, name]) : [];
  });
  // A map by names of services has no other keys.
  return path.at(-1) === 'services' ? below : [[...path, NEW_KEY], ...below];
}

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Time);

function withAt(fields: Fields, [name = '', ...rest]: string[], value: unknown): Fields {
  if (rest.length === 0) return { ...fields, [name]: value };
  const below = fields[name];
  const next = Array.isArray(below)
    ? below.map((item, index) => (`${index}` === rest[0] ? withAt(item, rest.slice(1), value) : item))
    : withAt(below as Fields, rest, value);
  return { ...fields, [name]: next };
}

const valueAt = (fields: unknown, path: string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Fields)[name], fields);

describe('a configuration of the version before', () => {
  /**
   * What a price is made of, and what is banned: without it nobody can say what something costs, or what may
   * pass.
   */
  const NEEDED_IN = /^(services|plans|packs)\/|^services$|^version$|^categories$/;

  const keysIn = (fields: Fields, path: string[] = []): string[][] =>
    Object.entries(fields).flatMap(([name, field]) => [
      [...path, name],
      ...(isMap(field) ? keysIn(field, [...path, name]) : []),
    ]);

  it.each(['credit_config', 'limits', 'moderation'])(
    '%s opens without any one key, and with one more',
    (id) => {
      const path = `system_config/${id}`;
      for (const key of keysIn(stored(path))) {
        if (NEEDED_IN.test(key.join('/'))) continue;
        const { rest } = without(stored(path), key);
        expect(() => open(path, rest), key.join('/')).not.toThrow();
        const added = withAt(stored(path), [...key.slice(0, -1), NEW_KEY], 1);
        if (!/^(services|plans|packs|categories|perMonthByTier\/\w+)$/.test(key.slice(0, -1).join('/')))
          expect(() => open(path, added), key.join('/')).not.toThrow();
      }
    },
  );

  function without(fields: Fields, [name = '', ...below]: string[]): { rest: Fields } {
    const { [name]: gone, ...rest } = fields;
    return { rest: below.length === 0 ? rest : { ...fields, [name]: without(gone as Fields, below).rest } };
  }
});
