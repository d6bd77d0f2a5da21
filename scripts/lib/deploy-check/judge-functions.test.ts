import { expect, it } from 'vitest';
import { judgeFunctions, type LiveFunction } from './judge-functions.ts';

const region = 'us-central1';
const WANTED = [
  { name: 'api', region },
  { name: 'ensureUser', region },
];
const live = (name: string, more: Partial<LiveFunction> = {}): LiveFunction => ({
  name,
  region,
  codebase: 'default',
  isOurs: false,
  ...more,
});
const judge = (functions: LiveFunction[], services: { name: string; region: string }[] = []) =>
  judgeFunctions({ codebase: 'tollgate', wanted: WANTED, live: functions, services }).map(({ what }) => what);

it("lets an app's functions of other names and in other regions be", () => {
  expect(judge([live('sendInvoice'), live('api', { region: 'europe-west1' })])).toEqual([]);
});

it('stops for a name that another codebase has', () => {
  expect(judge([live('api'), live('ensureUser', { codebase: 'web' })])).toEqual([
    expect.stringContaining('api (us-central1) is a function of the codebase "default"'),
    expect.stringContaining('ensureUser (us-central1) is a function of the codebase "web"'),
  ]);
});

it("takes over Tollgate's own, which an earlier version deployed as default", () => {
  expect(judge([live('api', { isOurs: true }), live('gone', { isOurs: true })])).toEqual([]);
});

it('stops where its own codebase has what is not its own', () => {
  expect(judge([live('theirs', { codebase: 'tollgate' })])).toEqual([
    expect.stringContaining('would delete them: theirs (us-central1)'),
  ]);
});

it('stops for a service of Cloud Run under which a function would run', () => {
  expect(judge([], [{ name: 'ensureuser', region }])).toEqual([
    expect.stringContaining('service ensureuser'),
  ]);
  expect(
    judge(
      [],
      [
        { name: 'ensureuser', region: 'asia-east1' },
        { name: 'shop', region },
      ],
    ),
  ).toEqual([]);
});
