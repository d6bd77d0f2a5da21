import { Button, Group, Modal, Skeleton, Text } from '@mantine/core';
import type { ApiKeyInfo } from '@tollgate/client/api-keys';
import { useNow } from '@tollgate/client/use-now';
import { MAX_API_KEYS } from '@tollgate/contract/api-keys/api-key';
import { API_KEY_PREFIX } from '@tollgate/contract/api-keys/secret';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ago, date } from '../../shared/format.ts';
import { Notice } from '../../shared/notice.tsx';
import { ErrorState } from '../../shared/states.tsx';
import { CreateKey } from './create-key.tsx';
import classes from './keys.module.css';
import { apiKeys } from './keys.ts';
import { Section } from './section.tsx';

type Listed = { kind: 'loading' } | { kind: 'failed'; why: string } | { kind: 'there'; keys: ApiKeyInfo[] };
type Dialog = { kind: 'create' } | { kind: 'revoke'; apiKey: ApiKeyInfo };

/** With which scripts and servers of one's own act as oneself over HTTP. */
export function KeysSection() {
  const { t } = useTranslation('account-keys');
  const [listed, setListed] = useState<Listed>({ kind: 'loading' });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const load = useCallback(async () => {
    const answer = await apiKeys().list();
    setListed(
      answer.success ? { kind: 'there', keys: answer.data.keys } : { kind: 'failed', why: answer.message },
    );
  }, []);
  useEffect(() => void load(), [load]);
  const opener = useRef<Element | null>(null);
  const creator = useRef<HTMLButtonElement>(null);
  const show = (next: Dialog) => {
    opener.current = document.activeElement;
    setDialog(next);
  };
  const isReturning = useRef(false);
  const close = () => {
    setDialog(null);
    isReturning.current = true;
    void load();
  };
  // Whoever works by keyboard goes on where they were; of a key that is gone, at the button below the list.
  useEffect(() => {
    if (!isReturning.current || listed.kind === 'loading') return;
    isReturning.current = false;
    const { current } = opener;
    if (current instanceof HTMLElement && current.isConnected) current.focus();
    else creator.current?.focus();
  }, [listed]);
  const isFull = listed.kind === 'there' && listed.keys.length >= MAX_API_KEYS;
  return (
    <Section title={t('title')} testId="account-keys" wide>
      <Text size="sm" c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      {listed.kind === 'loading' && <Skeleton h={96} radius="md" />}
      {listed.kind === 'failed' && (
        <ErrorState title={t('failed')} why={listed.why} onRetry={() => void load()} />
      )}
      {listed.kind === 'there' && (
        <>
          {listed.keys.length === 0 && (
            <Text size="sm" mb="md">
              {t('none')}
            </Text>
          )}
          {listed.keys.length > 0 && (
            <ul className={classes.keys}>
              {listed.keys.map((apiKey) => (
                <Key key={apiKey.keyId} apiKey={apiKey} onRevoke={() => show({ kind: 'revoke', apiKey })} />
              ))}
            </ul>
          )}
          <Button ref={creator} size="sm" disabled={isFull} onClick={() => show({ kind: 'create' })}>
            {t('create')}
          </Button>
          {isFull && (
            <Text size="sm" mt="xs">
              {t('full', { count: MAX_API_KEYS })}
            </Text>
          )}
        </>
      )}
      {dialog?.kind === 'create' && <CreateKey onClose={close} />}
      {dialog?.kind === 'revoke' && <Revoke apiKey={dialog.apiKey} onClose={close} />}
    </Section>
  );
}

function Key({ apiKey, onRevoke }: { apiKey: ApiKeyInfo; onRevoke(): void }) {
  const { t } = useTranslation('account-keys');
  const nowMs = useNow(30_000);
  const { name, lastFour, createdAt, expiresAt, lastUsedAt } = apiKey;
  const hasEnded = expiresAt !== null && expiresAt <= nowMs;
  return (
    <li className={classes.key} data-testid="api-key">
      <div className={classes.what}>
        <div className={`${classes.name} break`}>{name}</div>
        <div className={classes.facts}>
          <code dir="ltr">{`${API_KEY_PREFIX}…${lastFour}`}</code>
          <span>{t('created', { date: date(createdAt) })}</span>
          <span>{lastUsedAt === null ? t('neverUsed') : t('used', { when: ago(lastUsedAt, nowMs) })}</span>
          <span className={hasEnded ? classes.ended : undefined}>
            {expiresAt === null
              ? t('forEver')
              : t(hasEnded ? 'expired' : 'expires', { date: date(expiresAt) })}
          </span>
        </div>
      </div>
      <Button variant="default" size="xs" aria-label={t('revokeNamed', { name })} onClick={onRevoke}>
        {t('revoke')}
      </Button>
    </li>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKeyInfo; onClose(): void }) {
  const { t } = useTranslation('account-keys');
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const revoke = async () => {
    setState('busy');
    const answer = await apiKeys().revoke(apiKey.keyId);
    if (answer.success) onClose();
    else setState('failed');
  };
  return (
    <Modal opened onClose={onClose} title={t('revokeTitle', { name: apiKey.name })} centered>
      <Text size="sm">{t('revokeHint')}</Text>
      {state === 'failed' && (
        <Notice tone="danger" alert>
          {t('notDone')}
        </Notice>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('keep')}
        </Button>
        <Button color="red" loading={state === 'busy'} onClick={() => void revoke()}>
          {t('revokeDo')}
        </Button>
      </Group>
    </Modal>
  );
}
