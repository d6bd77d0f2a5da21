import { describe, expect, it } from 'vitest';
import { packagesAtStart } from './bundle-start.ts';

const packages = [...(await packagesAtStart())];

describe('an instance starts', () => {
  it('with what it needs to answer a call', () => {
    expect(packages).toEqual(expect.arrayContaining(['firebase-functions', 'firebase-admin', 'zod']));
  });

  it.each([
    ['Firestore and gRPC', /firestore|google-gax|grpc|protobuf/],
    ['Cloud Storage', /@google-cloud\/storage/],
    ['what draws', /resvg|gifenc/],
    // An import of ours reads every export of the module, and one of them loads an HTTP client.
    ['an import of the HTTP module', /^node:http$/],
    ['payment, mail or AI', /stripe|nodemailer|openai|^ai$|^@ai-sdk/],
  ])('without %s', (_, pattern) => expect(packages.filter((name) => pattern.test(name))).toEqual([]));
});
