import { describe, expect, it } from 'vitest';
import { ask, image, newKey } from './http.ts';
import { balanceOf, credits, newRequestId, signInAsGuest, signUp, userWith } from './support.ts';

/** The HTTP API, with the credentials that it takes. */

describe('an API key', () => {
  it('reads and generates as its user', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    expect(key).toMatch(/^tgk_[\w-]{54}$/);
    const balance = await ask(key, '/v1/balance');
    expect(balance).toMatchObject({ status: 200, body: { userId: ada.userId, creditsMicro: credits(10) } });
    const made = await ask(key, '/v1/generations', { body: image });
    expect(made).toMatchObject({
      status: 200,
      body: { status: 'completed', chargedMicro: credits(1), result: { mimeType: 'image/png' } },
    });
    expect(await balanceOf(ada)).toBe(credits(9));
  });
});
