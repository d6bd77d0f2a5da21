import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import type { UserProfile } from '@tollgate/client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/notice.tsx';
import { tollgate } from '../../shared/sdk.ts';
import { signOut } from '../../shared/session.ts';
import classes from './account.module.css';
import { ProveYourself } from './prove-yourself.tsx';
import { Section } from './section.tsx';

type Export = { kind: 'idle' } | { kind: 'busy'; count: number } | { kind: 'failed' };

/** Taking everything along, and leaving. */
export function DataSection({ profile }: { profile: UserProfile }) {
  const { t } = useTranslation('account');
  const [state, setState] = useState<Export>({ kind: 'idle' });
  const [asks, setAsks] = useState(false);
  const save = async () => {
    setState({ kind: 'busy', count: 0 });
    const [{ wholeExport }, { download }] = await Promise.all([
      import('./export.ts'),
      import('../../shared/csv.ts'),
    ]);
    const whole = await wholeExport((count) => setState({ kind: 'busy', count }));
    if (!whole.success) return setState({ kind: 'failed' });
    download('tollgate-export.json', JSON.stringify(whole.data, null, 2), 'application/json');
    setState({ kind: 'idle' });
  };
  return (
    <Section title={t('data.title')} testId="account-data">
      <p className={classes.hint}>{t('data.exportHint')}</p>
      <Button variant="default" size="sm" disabled={state.kind === 'busy'} onClick={() => void save()}>
        {state.kind === 'busy' ? t('data.exporting', { count: state.count }) : t('data.export')}
      </Button>
      {state.kind === 'failed' && (
        <Text size="sm" role="alert" c="var(--tollgate-danger)">
          {t('data.failed')}
        </Text>
      )}
      <p className={classes.hint} style={{ marginTop: '1.5rem' }}>
        {t('data.deleteHint')}
      </p>
      <Button
        variant="default"
        c={profile.staffRole === null ? 'var(--tollgate-danger)' : undefined}
        size="sm"
        disabled={profile.staffRole !== null}
        onClick={() => setAsks(true)}
      >
        {t('data.delete')}
      </Button>
      {profile.staffRole !== null && <p className={classes.sub}>{t('data.staff')}</p>}
      <Modal opened={asks} onClose={() => setAsks(false)} title={t('data.deleteTitle')} centered>
        <Confirm onKeep={() => setAsks(false)} />
      </Modal>
    </Section>
  );
}

function Confirm({ onKeep }: { onKeep(): void }) {
  const { t } = useTranslation('account');
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'failed' | 'proving'>('idle');
  const word = t('data.word');
  const leave = async () => {
    setState('busy');
    const answer = await tollgate().deleteAccount();
    if (answer.success) await signOut();
    else setState(answer.code === 'recent_sign_in_required' ? 'proving' : 'failed');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void leave();
  };
  if (state === 'proving') return <ProveYourself onProved={() => void leave()} onCancel={onKeep} />;
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="md">
        {t('data.deleteHint')}
      </Text>
      <TextInput
        label={t('data.deleteConfirm', { word })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      {state === 'failed' && (
        <Notice tone="danger" alert>
          {t('data.failed')}
        </Notice>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onKeep}>
          {t('data.cancel')}
        </Button>
        <Button type="submit" color="red" disabled={typed.trim() !== word} loading={state === 'busy'}>
          {t('data.deleteDo')}
        </Button>
      </Group>
    </form>
  );
}
