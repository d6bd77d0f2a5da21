import { randomUUID } from 'node:crypto';
import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { studio } from '@tollgate/contract/config/presets/studio';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, it } from 'vitest';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { applyPreset } from '../../scripts/lib/preset.ts';

/** In a project of its own: which configuration is in force elsewhere is no matter of this. */
const database = getFirestore(initializeApp({ projectId: `demo-${randomUUID().slice(0, 8)}` }, 'presets'));

const audits = async () => {
  const entries = await database.collection('admin_audit_logs').get();
  return entries.docs
    .map((entry) => auditEntrySchema.parse(fromDocument(entry.data())))
    .sort((a, b) => a.createdAt - b.createdAt || a.targetId.localeCompare(b.targetId));
};

it('a preset that is written leaves an audit entry for each document that it changed, and none for the others', async () => {
  await applyPreset(database, { name: 'studio', preset: studio, nowMs: 1_000 });
  const first = await audits();
  expect(first.map(({ targetId, reason }) => [targetId, reason])).toEqual([
    ['credit_config', 'preset studio, version 1'],
    ['limits', 'preset studio, version 1'],
    ['moderation', 'preset studio, version 1'],
  ]);
  for (const entry of first)
    expect(entry).toMatchObject({
      ...{ action: 'edit_config', targetType: 'config', actorEmail: null },
      actorId: expect.stringMatching(/^operator:/),
    });
  expect(first[0]?.after['services/dalle3']).toEqual(studio.credit_config.services.dalle3);

  await applyPreset(database, { name: 'studio', preset: studio, nowMs: 2_000 });
  expect(await audits()).toHaveLength(3);

  const limits = { ...studio.limits, perHour: { ...studio.limits.perHour, image: 7 } };
  await applyPreset(database, { name: 'mine', preset: { ...studio, limits }, nowMs: 3_000 });
  expect((await audits()).slice(3)).toMatchObject([
    {
      ...{ targetId: 'limits', reason: 'preset mine, version 2', createdAt: 3_000 },
      before: { 'perHour/image': studio.limits.perHour.image },
      after: { 'perHour/image': 7 },
    },
  ]);
  expect((await database.doc('system_config/limits').get()).get('updatedBy')).toBe('preset:mine');

  // All or nothing: what can't be written leaves no entry that says it was.
  await database.doc('system_config/credit_config/versions/2').set({});
  const change = applyPreset(database, { name: 'creator-tools', preset: creatorTools, nowMs: 4_000 });
  await expect(change).rejects.toThrow();
  expect(await audits()).toHaveLength(4);
});

it('a preset writes over no document of another program', async () => {
  const other = getFirestore(initializeApp({ projectId: `demo-${randomUUID().slice(0, 8)}` }, 'not-ours'));
  for (const name of ['limits', 'public']) {
    const theirs = other.doc(`system_config/${name}`);
    await theirs.set({ maxUploads: 5 });
    const change = applyPreset(other, { name: 'studio', preset: studio, nowMs: 1_000 });
    await expect(change).rejects.toThrow(`system_config/${name} is not Tollgate's`);
    expect((await theirs.get()).data()).toEqual({ maxUploads: 5 });
    expect((await other.collection('system_config').get()).size).toBe(1);
    await theirs.delete();
  }
});
