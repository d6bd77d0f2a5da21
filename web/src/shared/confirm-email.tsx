import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from './account.ts';
import { followConfirmation, sendConfirmation } from './confirmation.ts';
import { creditsWithUnit } from './format.ts';
import { Notice } from './notice.tsx';

interface Props {
  email: string | null;
  amountMicro: number;
}

/** Where the welcome waits for a confirmed address: what it would give, and the way to it. */
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
  return (
    <div data-testid="confirm-email" style={{ marginBottom: '1rem' }}>
      <Notice tone="good">
        <Group justify="space-between" gap="sm">
          <span role="status" className="num">
            {wasSent ? t('sent', { email }) : t('offer', { amount: creditsWithUnit(amountMicro) })}
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
