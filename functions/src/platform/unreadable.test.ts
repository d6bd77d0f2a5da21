import { userSchema } from '@tollgate/contract/account/user.schema';
import { staffSchema } from '@tollgate/contract/staff/staff.schema';
import { describe, expect, it, vi } from 'vitest';
import { onSignUp } from './triggers.ts';
import { parseStored, refuseUnreadable, UnreadableDocument } from './unreadable.ts';

const written = vi.hoisted(() => [] as unknown[][]);
vi.mock('firebase-functions/logger', () => ({
  info: () => {},
  warn: () => {},
  error: (...parts: unknown[]) => void written.push(parts),
}));

function unreadable(path: string, schema: typeof userSchema | typeof staffSchema, data: unknown) {
  try {
    parseStored(path, schema, data);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error;
  }
  throw new Error(`${path} was read`);
}

describe('a document that can not be read', () => {
  it.each([
    ['users/ada', userSchema, {}],
    ['users/ada', userSchema, { userId: 'ada', email: 'a@example.com', role: 'admin', status: 'active' }],
    ['users/ada', userSchema, { createdAt: 1, credits: 100, isGuest: false, welcomed: true }],
    ['staff/ada', staffSchema, { role: 'cook', email: 'a@example.com', createdAt: 1 }],
    ['staff/ada', staffSchema, { role: 'admin', email: 'a@example.com' }],
  ])('%s is another program’s: %j', (path, schema, data) => {
    expect(unreadable(path, schema, data).isForeign).toBe(true);
  });

  it.each([
    ['users/ada', userSchema, { userId: 'ada', creditsMicro: 'ten' }],
    ['users/ada', userSchema, { heldMicro: 0, ledgerSeq: 0 }],
    ['staff/ada', staffSchema, { grantedBy: 'eve' }],
  ])('%s is ours, and damaged: %j', (path, schema, data) => {
    expect(unreadable(path, schema, data).isForeign).toBe(false);
  });

  it('is told to whose it is in a plain sentence, to others by its name, and to operators with the way out', () => {
    const error = unreadable('users/ada', userSchema, { email: 'secret@example.com' });
    const own = refuseUnreadable(error, 'generate', 'ada');
    expect(own).toMatchObject({ reason: 'foreign_document', details: { document: 'users/ada' } });
    expect(own.message).toBe(
      "Your account can't be opened at the moment. Nothing was changed and nothing was charged. " +
        'Please tell whoever runs this app.',
    );
    expect(refuseUnreadable(error, 'setUserStatus', 'eve').message).toMatch(/^users\/ada is not Tollgate's/);
    expect(own.details.advice).toMatch(/in another collection.*docs\/operations\.md/);
    expect(JSON.stringify(written)).toContain('move this one there');
    expect(JSON.stringify([own, written])).not.toContain('secret@');
  });
});

describe('a sign-up that meets such a document', () => {
  it('ends, with one line for operators, where any other failure has the event delivered again', async () => {
    written.length = 0;
    const signUp = (failure: Error) =>
      onSignUp(() => Promise.reject(failure)).run({ data: { uid: 'ada' } } as Parameters<
        ReturnType<typeof onSignUp>['run']
      >[0]);
    await expect(signUp(unreadable('users/ada', userSchema, {}))).resolves.toBeUndefined();
    expect(written).toHaveLength(1);
    expect(JSON.stringify(written)).toContain('onUserCreated was given up');
    await expect(signUp(new Error('no line'))).rejects.toThrow('no line');
  });
});
