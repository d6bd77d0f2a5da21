import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from './account.ts';
import { followConfirmation, sendConfirmation } from './confirmation.ts';
import { creditsWithUnit } from './format.ts';
import { Notice } from './notice.tsx';

interface Props {
  email: string | null;
  /** What waits for it; `null`: nothing, and it shows whose the account is all the same. */
  amountMicro: number | null;
}

/** The way to a confirmed address, and what it would give where the welcome waits for one. */
export function ConfirmEmail({ email, amountMicro }: Props) {
  const { t } = useTranslation('welcome');
  const [state, setState] = useState<'offered' | 'sending' | 'sent' | 'failed'>('offered');
  useEffect(() => followConfirmation(refreshProfile), []);
  const send = async () => {
    setState('sending');
    try {
      await sendConfirmation();
      setState('sent');
    } catch {
      setState('failed');
    }
  };
  const wasSent = state === 'sent';
  const offer = amountMicro === null ? t('offerPlain') : t('offer', { amount: creditsWithUnit(amountMicro) });
  const sent = amountMicro === null ? t('sentPlain', { email }) : t('sent', { email });
  return (
    <div data-testid="confirm-email" style={{ marginBottom: '1rem' }}>
      <Notice tone="good">
        <Group justify="space-between" gap="sm">
          <span role="status" className="num">
            {wasSent ? sent : offer}
          </span>
          <Button
            size="xs"
            variant={wasSent ? 'default' : 'filled'}
            loading={state === 'sending'}
            onClick={() => void send()}
          >
            {wasSent ? t('again') : t('send')}
          </Button>
        </Group>
        {state === 'failed' && <p role="alert">{t('failed')}</p>}
      </Notice>
    </div>
  );
}
