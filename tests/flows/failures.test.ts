import { describe, expect, it } from 'vitest';
import { hold } from '../../functions/src/gate/hold.ts';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { runActivity } from '../../functions/src/generation/run.ts';
import { ask, image, newAddress } from './http.ts';
import {
  balanceOf,
  call,
  credits,
  db,
  must,
  newRequestId,
  refusal,
  signInAsGuest,
  theAdmin,
  userWith,
} from './support.ts';

/** What failures, refunds and new prices do to what a person pays and has left. */

it('a chat that runs out of time costs what had come, and that is its result', async () => {
  const ada = await userWith(10);
  const command: HoldCommand = {
    ...{ userId: ada.userId, requestId: newRequestId(), aiType: 'chat', service: 'local-chat', units: 100 },
    ...{ runBy: 'server', leaseHolder: 'me', promptPreview: '', promptChars: 6 },
    ...{ promptHash: 'hash', payloadHash: 'payload' },
  };
  const held = await hold(command);
  if ('kind' in held) throw new Error(held.reason);
  let pieces = 0;
  const onPiece = (_percent: number, text?: string) => {
    if (text) pieces++;
  };
  // Half of its words take two seconds; the rest never comes.
  const activity = { ...held, holdExpiresAt: Date.now() + 5_000 };
  await runActivity({ activity, prompt: '[hang] a hill', holder: 'me', functionSeconds: 900, onPiece });
  expect(pieces).toBeGreaterThan(0);
  const activityId = `${ada.userId}.${command.requestId}`;
  const state = await must('getActivity', { activityId }, ada);
  expect(state).toMatchObject({
    ...{ status: 'failed', usedUnits: pieces, chargedMicro: pieces * 1_000, error: { code: 'timed_out' } },
    result: { text: expect.any(String), simulated: true },
  });
  expect(await balanceOf(ada)).toBe(credits(10) - pieces * 1_000);
  const { usage, monthlyLimits: _ } = await must('getUserProfile', {}, ada);
  expect(usage.monthly).toMatchObject({ generations: 1, spentMicro: pieces * 1_000 });
}, 30_000);

it('a failure half way is free, and the allowance says that it was one, to guests too', async () => {
  for (const person of [await userWith(10), await signInAsGuest()]) {
    const headers = { 'x-forwarded-for': newAddress() };
    const body = { aiType: 'chat', service: 'local-chat', prompt: '[fail] a hill' };
    const failed = await ask(person.token, '/v1/generations', { body, headers });
    expect(failed).toMatchObject({ status: 502, body: { error: { reason: 'provider_failed' } } });
    const { body: left } = await ask(person.token, '/v1/allowance', { headers });
    expect(left).toMatchObject({ failures: { streamed: { limit: 10, left: 9 }, reported: { left: 10 } } });
    if (left.guest !== null) expect(left.guest).toMatchObject({ left: 3 });
  }
}, 30_000);

it('the eleventh reported failure of a day is charged, and is told in the answer, the allowance and a notice', async () => {
  const ada = await userWith(20);
  const fail = async () => {
    const wanted = {
      aiType: 'image',
      service: 'dalle3',
      prompt: 'a hill',
      requestId: newRequestId(),
    } as const;
    const { activityId } = await must('validateAndDeductCredits', wanted, ada);
    return must('updateAIActivityStatus', { activityId, status: 'failed' }, ada);
  };
  for (let failure = 0; failure < 10; failure++) expect((await fail()).chargedMicro).toBe(0);
  expect(await fail()).toMatchObject({ chargedMicro: credits(1), chargedFor: 'reported_failures' });
  const { failures, notices } = await must('getUserProfile', {}, ada);
  expect(failures.reported).toMatchObject({ limit: 10, left: 0, leftMicro: credits(90) });
  expect(notices.at(-1)).toMatchObject({ kind: 'failure_charged', amountMicro: credits(1) });
}, 30_000);

it('a refund gives back to the limit that one set for oneself, and undone it takes that again', async () => {
  const [ada, admin] = [await userWith(10), await theAdmin()];
  await must('setSpendingLimit', { dayMicro: credits(2), monthMicro: null }, ada);
  const generate = () => call('generate', { requestId: newRequestId(), ...image }, ada);
  const made = [await generate(), await generate()];
  expect(await generate()).toMatchObject({ ok: false, error: { details: { reason: 'spending_limit' } } });
  const [first] = made;
  if (!first?.ok) throw new Error('two are within the limit');
  const refunded = await must(
    'refundActivity',
    { requestId: newRequestId(), activityId: first.value.activityId, reason: 'our fault' },
    admin,
  );
  const { usage } = await must('getUserProfile', {}, ada);
  expect(usage.monthly).toMatchObject({ generations: 1, spentMicro: credits(1) });
  await must('undoCreditEntry', { entryId: refunded.entryId, reason: 'not our fault' }, admin);
  expect(await generate()).toMatchObject({ ok: false });
  expect((await must('getUserProfile', {}, ada)).usage.monthly).toMatchObject({ generations: 2 });
}, 30_000);

describe('a price that changed since it was told', () => {
  it('is refused by the gate and over HTTP with the new one, and nothing is held', async () => {
    const ada = await userWith(10);
    const wanted = { ...image, units: 2, maxCostMicro: credits(1) };
    const quote = { service: 'local-image', units: 2, unit: 'image', costMicro: credits(2) };
    for (const name of ['generate', 'validateAndDeductCredits'] as const)
      expect(await refusal(name, { ...wanted, requestId: newRequestId() }, ada)).toMatchObject({
        details: { reason: 'price_changed', requiredMicro: credits(2), quote },
      });
    const key = newRequestId();
    for (const path of ['/v1/generations', '/v1/holds'])
      expect(await ask(ada.token, path, { body: wanted, key })).toMatchObject({
        ...{ status: 409, body: { error: { reason: 'price_changed', quote } } },
      });
    expect((await db.collection('ai_activity').where('userId', '==', ada.userId).get()).size).toBe(0);
    expect(await balanceOf(ada)).toBe(credits(10));
    // Accepted, under the same key.
    const accepted = { ...wanted, maxCostMicro: credits(2) };
    expect(await ask(ada.token, '/v1/generations', { body: accepted, key })).toMatchObject({ status: 200 });
  }, 30_000);
});

it('a limit that no wait helps with promises none', async () => {
  const ada = await userWith(10);
  await must('setSpendingLimit', { dayMicro: credits(1), monthMicro: null }, ada);
  const refused = await ask(ada.token, '/v1/generations', { body: { ...image, units: 2 } });
  expect(refused).toMatchObject({ status: 429, body: { error: { reason: 'spending_limit' } } });
  expect([refused.headers.get('retry-after'), refused.body.error?.retryAfterMs]).toEqual([null, undefined]);
});
