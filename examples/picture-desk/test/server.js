/**
 * Stands for Firebase in this test, so that it needs no network: signs anybody in, and answers the calls of
 * the credit system as its functions do. The real ones are met in Tollgate's own tests of this app.
 */
export function fakeFirebase(credits) {
  const state = { creditsMicro: credits * 1_000_000, calls: [] };
  const service = {
    ...{ label: 'DALL·E 3', description: '', aiType: 'image', unit: 'image', priceMicro: 1_000_000, per: 1 },
    ...{ minimumMicro: 0, defaultUnits: 1, maxUnits: 10, runsOnServer: false },
  };
  const activityId = 'ada.1';

  const calls = {
    ensureUser: () => ({ prices: { version: 1, services: { dalle3: service }, packs: {}, plans: {} } }),
    validateAndDeductCredits() {
      if (state.creditsMicro < 1_000_000) {
        const details = {
          reason: 'insufficient_credits',
          requiredMicro: 1_000_000,
          availableMicro: state.creditsMicro,
        };
        return {
          error: {
            status: 'FAILED_PRECONDITION',
            message: 'Not enough credits: this costs 1 and you have 0.',
            details,
          },
        };
      }
      state.creditsMicro -= 1_000_000;
      return {
        activityId,
        status: 'pending',
        heldMicro: 1_000_000,
        creditsMicro: state.creditsMicro,
        priceVersion: 1,
      };
    },
    updateAIActivityStatus({ status }) {
      if (status === 'failed') state.creditsMicro += 1_000_000;
      const chargedMicro = status === 'failed' ? 0 : 1_000_000;
      return { activityId, status, chargedMicro, creditsMicro: state.creditsMicro };
    },
  };

  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const idToken = `${part({ alg: 'none' })}.${part({ sub: 'ada', user_id: 'ada', iat: now, exp: now + 3_600 })}.`;
  const identity = {
    'accounts:signInWithPassword': { idToken, refreshToken: 'r', expiresIn: '3600', localId: 'ada' },
    'accounts:lookup': { users: [{ localId: 'ada', email: 'ada@example.com' }] },
  };

  /** In place of `fetch`. */
  async function answer(url, request) {
    const { pathname } = new URL(String(url));
    const name = pathname.split('/').at(-1);
    const json = (body) =>
      new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    if (identity[name]) return json(identity[name]);
    if (!calls[name]) throw new TypeError(`no network in this test: ${url}`);
    state.calls.push(name);
    const made = calls[name](JSON.parse(request.body).data);
    return json(made.error ? made : { result: made });
  }

  return { state, answer };
}
