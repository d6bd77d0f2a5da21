import { Button, Group, TextInput } from '@mantine/core';
import type { SpendingLimit } from '@tollgate/client';
import { type Micro, parseCredits } from '@tollgate/contract/common/money';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from '../../shared/account.ts';
import { credits } from '../../shared/format.ts';
import { tollgate } from '../../shared/sdk.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

/** What is typed as an amount: `null` for none, `undefined` for what is no amount. */
const amountOf = (typed: string): Micro | null | undefined =>
  typed.trim() === '' ? null : parseCredits(typed);

const shown = (limitMicro: number | null): string => (limitMicro === null ? '' : credits(limitMicro));

export function SpendingSection({ limit }: { limit: SpendingLimit }) {
  const { t } = useTranslation('account');
  const [day, setDay] = useState(shown(limit.dayMicro));
  const [month, setMonth] = useState(shown(limit.monthMicro));
  const [state, setState] = useState<'idle' | 'busy' | 'saved' | 'failed'>('idle');
  const [dayMicro, monthMicro] = [amountOf(day), amountOf(month)];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (dayMicro === undefined || monthMicro === undefined) return;
    setState('busy');
    const answer = await tollgate().setSpendingLimit({ dayMicro, monthMicro });
    setState(answer.success ? 'saved' : 'failed');
    if (answer.success) void refreshProfile();
  };
  const field = (name: 'day' | 'month', value: string, amount: unknown, set: (typed: string) => void) => (
    <TextInput
      label={t(`spending.${name}`)}
      placeholder={t('spending.empty')}
      inputMode="decimal"
      className="num"
      value={value}
      error={amount === undefined ? t('spending.bad') : undefined}
      onChange={(event) => {
        set(event.currentTarget.value);
        setState('idle');
      }}
    />
  );
  return (
    <Section title={t('spending.title')} testId="account-spending">
      <p className={classes.hint}>{t('spending.hint')}</p>
      <form onSubmit={(event) => void submit(event)}>
        <Group grow align="flex-start">
          {field('day', day, dayMicro, setDay)}
          {field('month', month, monthMicro, setMonth)}
        </Group>
        <Group mt="sm">
          <Button type="submit" size="sm" loading={state === 'busy'}>
            {t('spending.save')}
          </Button>
          <span role="status">
            {state === 'saved' && t('spending.saved')}
            {state === 'failed' && t('spending.failed')}
          </span>
        </Group>
      </form>
    </Section>
  );
}
