import { Button, CopyButton, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { MAX_KEY_NAME_CHARS } from '@tollgate/contract/api-keys/api-key';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/notice.tsx';
import classes from './keys.module.css';
import { apiKeys } from './keys.ts';
import { ProveYourself } from './prove-yourself.tsx';

/** For how many days a key may be good; the longest is until it is revoked. */
const LIFETIMES = ['30', '90', '365', 'never'] as const;
type Lifetime = (typeof LIFETIMES)[number];

type State =
  | { kind: 'asking' }
  | { kind: 'busy' }
  | { kind: 'failed'; why: string }
  /** The sign-in is too old for this. */
  | { kind: 'proving' }
  | { kind: 'made'; key: string };

/** Makes a key and shows it, once. */
export function CreateKey({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('account-keys');
  const [state, setState] = useState<State>({ kind: 'asking' });
  const isMade = state.kind === 'made';
  return (
    <Modal
      opened
      onClose={onClose}
      title={isMade ? t('madeTitle') : t('createTitle')}
      size="lg"
      centered
      // A key that was not copied is lost: it takes more than a click beside it.
      closeOnClickOutside={!isMade}
      closeOnEscape={!isMade}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {isMade ? (
        <Made apiKey={state.key} onClose={onClose} />
      ) : (
        <Wanted state={state} onState={setState} onClose={onClose} />
      )}
    </Modal>
  );
}

interface WantedProps {
  state: State;
  onState(next: State): void;
  onClose(): void;
}

function Wanted({ state, onState, onClose }: WantedProps) {
  const { t } = useTranslation('account-keys');
  const [name, setName] = useState('');
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const make = async () => {
    onState({ kind: 'busy' });
    const expiresAt = lifetime === 'never' ? undefined : Date.now() + Number(lifetime) * DAY_MS;
    const answer = await apiKeys().create({ name: name.trim(), expiresAt });
    if (answer.success) onState({ kind: 'made', key: answer.data.key });
    else if (answer.code === 'recent_sign_in_required') onState({ kind: 'proving' });
    else onState({ kind: 'failed', why: answer.message });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };
  if (state.kind === 'proving') return <ProveYourself onProved={() => void make()} onCancel={onClose} />;
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        descriptionProps={{ c: 'dimmed' }}
        maxLength={MAX_KEY_NAME_CHARS}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        mt="sm"
        label={t('lifetime')}
        value={lifetime}
        data={LIFETIMES.map((value) => ({ value, label: t(`lifetimes.${value}`) }))}
        onChange={({ currentTarget }) =>
          setLifetime(LIFETIMES.find((one) => one === currentTarget.value) ?? '90')
        }
      />
      {state.kind === 'failed' && (
        <Notice tone="danger" alert>
          {state.why}
        </Notice>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={state.kind === 'busy'}>
          {t('createDo')}
        </Button>
      </Group>
    </form>
  );
}

const exampleOf = (key: string): string =>
  `curl ${window.location.origin}/api/v1/balance \\\n  -H "Authorization: Bearer ${key}"`;

function Made({ apiKey, onClose }: { apiKey: string; onClose(): void }) {
  const { t } = useTranslation('account-keys');
  return (
    <>
      <Notice tone="warning">{t('once')}</Notice>
      <Text size="sm" fw={500} mt="md" id="new-api-key">
        {t('yourKey')}
      </Text>
      <section aria-labelledby="new-api-key">
        <pre className={classes.code} dir="ltr" data-testid="new-api-key">
          {apiKey}
        </pre>
      </section>
      <CopyButton value={apiKey} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            mt="sm"
            size="sm"
            data-autofocus
            onClick={copy}
            leftSection={
              copied ? <IconCheck size={15} aria-hidden="true" /> : <IconCopy size={15} aria-hidden="true" />
            }
          >
            <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
          </Button>
        )}
      </CopyButton>
      <Text size="sm" fw={500} mt="lg" id="api-key-example">
        {t('example')}
      </Text>
      <section aria-labelledby="api-key-example">
        <pre className={classes.code} dir="ltr">
          {exampleOf(apiKey)}
        </pre>
      </section>
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('done')}
        </Button>
      </Group>
    </>
  );
}
