import { describe, expect, it, vi } from 'vitest';

vi.hoisted(() => {
  Object.assign(process.env, {
    TOLLGATE_EDGE_RANGES: '203.0.113.0/24',
    TOLLGATE_TRUSTED_PROXY_HOPS: '1',
    TOLLGATE_COUNTRY_HEADER: '',
  });
});

const { whereaboutsOf } = await import('./caller.ts');

const from = (headers: Record<string, string>, remoteAddress = '169.254.1.1') =>
  whereaboutsOf({ header: (name) => headers[name.toLowerCase()], socket: { remoteAddress } });

describe('the country of a caller', () => {
  const country = { 'x-country-code': 'DE' };

  it('is what an edge that is configured says, in Hosting’s header where no other is named', () => {
    const byEdge = { ...country, 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
    expect(from(byEdge)).toEqual({ country: 'DE', address: '198.51.100.7' });
  });

  it.each([
    ['without a proxy', {}],
    ['who calls the function itself', { 'x-forwarded-for': '198.51.100.7' }],
    ['who writes an edge before their own address', { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }],
    ['who writes two', { 'x-forwarded-for': '198.51.100.8, 203.0.113.9, 198.51.100.7' }],
  ])('is not known of somebody %s, whatever headers they send', (_, headers) => {
    expect(from({ ...country, ...headers, 'x-appengine-country': 'FR' }).country).toBeNull();
  });

  it('is not known where the header is switched off', () => {
    vi.stubEnv('TOLLGATE_COUNTRY_HEADER', 'off');
    const byEdge = { ...country, off: 'DE', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
    expect(from(byEdge).country).toBeNull();
    vi.unstubAllEnvs();
  });

  it.each(['de', 'ZZ', 'DEU', '', 'D<'])('is not %j', (code) => {
    const headers = { 'x-country-code': code, 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
    expect(from(headers).country).toBeNull();
  });
});
