import type { Balance, LiveActivity, PublicPriceBook, Told } from '@tollgate/client';
import { buyingOf } from '@tollgate/client/buying';
import { signOut } from 'firebase/auth';
import { afterAll, expect, it, vi } from 'vitest';
import { closeAll, open, sdkOf, signIn } from './sdk.ts';
import { credits, db, must, newRequestId, signUpStaff, theAdmin, userWith } from './support.ts';

afterAll(closeAll);

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
const soon = { timeout: 10_000, interval: 20 };

it('quotes by the price that an admin has just saved, without asking', async () => {
  const ada = await sdkOf(await userWith(10));
  expect(ada.quote({ ...wanted, units: 2 })).toMatchObject({ kind: 'no-quote', why: 'no_prices' });
  const books: PublicPriceBook[] = [];
  const stop = ada.subscribeToPrices((book) => books.push(book));
  await vi.waitFor(() => expect(books).toHaveLength(1), soon);
  expect(ada.quote({ ...wanted, units: 2 })).toMatchObject({ kind: 'quote', costMicro: credits(2) });
  expect(JSON.stringify(books)).not.toContain('providerCost');
  expect(Object.keys(books[0]?.plans ?? {})).not.toHaveLength(0);

  const stored = (await db.doc('system_config/credit_config').get()).data() ?? {};
  const { version, updatedAt, updatedBy, ...config } = stored;
  const dearer = {
    ...config,
    services: { ...config.services, dalle3: { ...config.services.dalle3, priceMicro: credits(3) } },
  };
  const save = (expectedVersion: number, next: object) =>
    must('updateCreditConfiguration', { expectedVersion, config: next as never }, admin);
  const admin = await theAdmin();
  const saved = await save(version, dearer);
  try {
    await vi.waitFor(
      () => expect(ada.quote({ ...wanted, units: 2 })).toMatchObject({ costMicro: credits(6) }),
      soon,
    );
    expect(books.at(-1)?.version).toBe(saved.version);
  } finally {
    await save(saved.version, config);
  }
  stop();
});

it('pays no more than what a refusal told last, and quotes by that from then on', async () => {
  const ada = await sdkOf(await userWith(20));
  await ada.getPrices();
  expect(ada.quote(wanted)).toMatchObject({ costMicro: credits(1) });
  const stored = (await db.doc('system_config/credit_config').get()).data() ?? {};
  const { version, updatedAt, updatedBy, ...config } = stored;
  const admin = await theAdmin();
  let saved = version;
  const save = async (amount: number) => {
    const dalle3 = { ...config.services.dalle3, priceMicro: credits(amount) };
    const next = { ...config, services: { ...config.services, dalle3 } };
    const answer = await must(
      'updateCreditConfiguration',
      { expectedVersion: saved, config: next as never },
      admin,
    );
    saved = answer.version;
  };
  const dearer = (amount: number) => ({
    success: false,
    code: 'price_changed',
    details: { quote: { costMicro: credits(amount) } },
  });
  try {
    await save(3);
    expect(await ada.hold(wanted)).toMatchObject(dearer(3));
    await save(5);
    expect(await ada.hold(wanted)).toMatchObject(dearer(5));
    await vi.waitFor(() => expect(ada.quote(wanted)).toMatchObject({ costMicro: credits(5) }), soon);
    const held = await ada.hold(wanted);
    expect(held).toMatchObject({ success: true, data: { heldMicro: credits(5) } });
    if (held.success) await ada.settle({ activityId: held.data.activityId, status: 'failed' });
  } finally {
    await save(config.services.dalle3.priceMicro / credits(1));
  }
});

it('follows the balance in every part of a page through one listener, and tells who comes later', async () => {
  const person = await userWith(10);
  const ada = await sdkOf(person);
  const heard: { early: Balance[]; late: Balance[] } = { early: [], late: [] };
  const stops = [ada.subscribeToBalance((balance) => heard.early.push(balance))];
  await vi.waitFor(() => expect(heard.early.at(-1)?.credits).toBe(10), soon);
  stops.push(ada.subscribeToBalance((balance) => heard.late.push(balance)));
  await vi.waitFor(() => expect(heard.late.at(-1)?.credits).toBe(10), soon);
  const held = await ada.hold(wanted);
  if (!held.success) throw new Error(held.error);
  await vi.waitFor(() => expect(heard.late.at(-1)).toMatchObject({ credits: 9, held: 1 }), soon);
  expect(heard.early.at(-1)).toBe(heard.late.at(-1));
  const ended = await ada.settle({ activityId: held.data.activityId, status: 'completed' });
  expect(ended).toMatchObject({ success: true, data: { status: 'completed', chargedMicro: credits(1) } });
  await vi.waitFor(() => expect(heard.early.at(-1)).toMatchObject({ credits: 9, held: 0 }), soon);
  for (const stop of stops) stop();
});

it('shows staff what they filter for, and nobody else anything', async () => {
  const person = await userWith(10);
  const [ada, staff] = [await sdkOf(person), await sdkOf(await signUpStaff('moderator'))];
  await ada.withImageCredits({ service: 'dalle3', prompt: 'a hill' }, () => 'made');
  await ada.withImageCredits({ service: 'dalle3', prompt: 'a storm' }, () => {
    throw new Error('The model is offline.');
  });
  let live: LiveActivity[] = [];
  const stop = staff.subscribeToAIActivity(
    (activities) => {
      live = activities;
    },
    { limit: 50, filters: { userId: person.userId, status: 'failed' } },
  );
  await vi.waitFor(() => expect(live.map(({ promptPreview }) => promptPreview)).toEqual(['a storm']), soon);
  stop();
  const failures: Told[] = [];
  ada.subscribeToAIActivity(
    () => undefined,
    100,
    (failure) => failures.push(failure),
  );
  await vi.waitFor(() => expect(failures.map(({ code }) => code)).toEqual(['not_owner']), soon);
});

it('reads the history by pages, the usage and the balance', async () => {
  const ada = await sdkOf(await userWith(10));
  for (const prompt of ['one', 'two', 'three']) {
    await ada.withImageCredits({ service: 'dalle3', prompt }, () => prompt);
  }
  const first = await ada.getHistory({ limit: 2 });
  expect(first.data?.activities.map(({ promptPreview }) => promptPreview)).toEqual(['three', 'two']);
  const second = await ada.getHistory({ limit: 2, cursor: first.data?.cursor ?? null });
  expect(second.data?.activities.map(({ promptPreview }) => promptPreview)).toEqual(['one']);
  expect(second.data?.cursor).toBeNull();
  expect(await ada.getBalance()).toMatchObject({ success: true, data: { credits: 7, held: 0 } });
  expect(await ada.getUsage()).toMatchObject({
    data: {
      lifetime: { generations: 3, spentMicro: credits(3) },
      days: [{ services: { dalle3: { generations: 3 } } }],
    },
  });
  expect(await ada.getPrices()).toMatchObject({ data: { services: { dalle3: { runsOnServer: false } } } });
});

it('refuses in the language of who is refused', async () => {
  const person = await userWith(1);
  const ada = await sdkOf(person, { locale: 'ar' });
  const refused = await ada.hold({ ...wanted, units: 2 });
  expect(refused).toMatchObject({
    code: 'insufficient_credits',
    required: 2,
    available: 1,
    retryAfterMs: null,
  });
  expect(refused.error).toMatch(/^رصيدك لا يكفي/);
});

it('repeats a request whose answer was lost, and is charged once', async () => {
  const person = await userWith(10);
  const ada = await sdkOf(person);
  const real = globalThis.fetch;
  let lost = 0;
  // The call arrives and is done; its answer does not come back, the first time.
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const answer = await real(...request);
    const name = String(request[0]).split('/').at(-1);
    if (
      ['validateAndDeductCredits', 'updateAIActivityStatus', 'generate'].includes(name ?? '') &&
      lost++ % 2 === 0
    ) {
      throw new TypeError('Failed to fetch');
    }
    return answer;
  });
  try {
    const own = await ada.withImageCredits({ service: 'dalle3', prompt: 'a hill' }, () => 'made');
    expect(own).toMatchObject({ success: true, data: 'made', creditsUsed: 1, remainingCredits: 9 });
    const made = await ada.generate({
      requestId: newRequestId(),
      aiType: 'image',
      service: 'local-image',
      prompt: 'a toll gate',
    });
    expect(made).toMatchObject({ success: true, creditsUsed: 1, remainingCredits: 8 });
    expect(lost).toBe(6);
  } finally {
    vi.unstubAllGlobals();
  }
  const ledger = await ada.getCreditLogs();
  expect(ledger.data?.entries.filter(({ type }) => type === 'deduction')).toHaveLength(2);
});

it('follows who is signed in: nobody is told what was another one’s', async () => {
  const [ada, bob] = [await userWith(10), await userWith(3)];
  const { auth, tollgate } = open();
  const heard: unknown[] = [];
  const hear = (kind: string) => (value: unknown) => heard.push([kind, value]);
  const failed =
    (kind: string) =>
    ({ code }: Told) =>
      heard.push([kind, code]);
  const stops = [
    tollgate.subscribeToBalance(({ credits: left }) => heard.push(['balance', left]), failed('balance')),
    tollgate.subscribeToOwnActivity(
      (activities) => heard.push(['own', activities.map(({ userId }) => userId)]),
      10,
      failed('own'),
    ),
    tollgate.subscribeToStaffRole(hear('role'), failed('role')),
    buyingOf(tollgate).subscribeToOrders(({ orders }) => hear('orders')(orders), {}, failed('orders')),
  ];
  const KINDS = ['balance', 'own', 'role', 'orders'];
  const told = (kind: string) =>
    heard.flatMap((one) => (Array.isArray(one) && one[0] === kind ? [one[1]] : []));
  await vi.waitFor(
    () => expect(KINDS.map((kind) => told(kind).at(-1))).toEqual(KINDS.map(() => 'unauthenticated')),
    soon,
  );

  await signIn(auth, ada);
  await tollgate.withImageCredits({ service: 'dalle3', prompt: 'a hill' }, () => 'made');
  await vi.waitFor(() => expect(told('balance').at(-1)).toBe(9), soon);
  await vi.waitFor(() => expect(told('own').at(-1)).toEqual([ada.userId]), soon);

  heard.length = 0;
  const late = tollgate.getBalance();
  await signOut(auth);
  expect(await late).toMatchObject({ success: false, code: 'unauthenticated' });
  // The database denies what was followed a moment later: long enough for it to be told, or begun again.
  await must(
    'grantCreditsToUser',
    {
      requestId: newRequestId(),
      userId: ada.userId,
      amountMicro: credits(1),
      type: 'bonus',
      reason: 'a test',
    },
    await theAdmin(),
  );
  expect(KINDS.map(told)).toEqual(KINDS.map(() => ['unauthenticated']));

  heard.length = 0;
  await signIn(auth, bob);
  await vi.waitFor(() => expect(told('balance').at(-1)).toBe(3), soon);
  await vi.waitFor(() => expect(told('own').length).toBeGreaterThan(0), soon);
  const held = await tollgate.hold(wanted);
  expect(held).toMatchObject({ success: true });
  await vi.waitFor(() => expect(told('balance').at(-1)).toBe(2), soon);
  expect(new Set(told('balance'))).toEqual(new Set([3, 2]));
  expect(JSON.stringify(heard)).not.toContain(ada.userId);
  for (const stop of stops) stop();
});

it('shows everybody’s activities to staff alone, also where staff have looked at them before', async () => {
  const [staff, bob] = [await signUpStaff('moderator'), await userWith(3)];
  const { auth, tollgate } = open();
  await signIn(auth, staff);
  const seen: number[] = [];
  const failures: string[] = [];
  const look = () =>
    tollgate.subscribeToAIActivity(
      (activities) => seen.push(activities.length),
      100,
      ({ code }) => failures.push(code),
    );
  const stop = look();
  await vi.waitFor(() => expect(seen.at(-1)).toBeGreaterThan(0), soon);
  seen.length = 0;
  await signIn(auth, bob);
  const another = look();
  await vi.waitFor(() => expect(failures).toEqual(['not_owner', 'not_owner']), soon);
  expect(seen.filter((count) => count > 0)).toEqual([]);
  stop();
  another();
});
