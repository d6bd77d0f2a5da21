import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authErrorWord } from '../../shared/auth-errors.ts';
import { Notice } from '../../shared/notice.tsx';
import { resetPassword } from './auth-actions.ts';
import type { Mode } from './mode.ts';

interface Props {
  email: string;
  onEmail(email: string): void;
  onMode(mode: Mode): void;
}

type State =
  | { kind: 'asking' }
  | { kind: 'sending' }
  | { kind: 'sent' }
  | { kind: 'failed'; why: 'reset.failed' | NonNullable<ReturnType<typeof authErrorWord>> };

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

export function ResetForm({ email, onEmail, onMode }: Props) {
  const { t } = useTranslation('sign-in');
  const [state, setState] = useState<State>({ kind: 'asking' });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState({ kind: 'sending' });
    try {
      await resetPassword(email.trim());
    } catch (error) {
      // An unknown address looks the same as a known one: this form tells nobody who has an account.
      if (codeOf(error) !== 'auth/user-not-found') {
        setState({ kind: 'failed', why: authErrorWord(error) ?? 'reset.failed' });
        return;
      }
    }
    setState({ kind: 'sent' });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => onEmail(event.currentTarget.value)}
        />
        <div role="status">{state.kind === 'sent' && <Notice tone="good">{t('reset.sent')}</Notice>}</div>
        {state.kind === 'failed' && (
          <Notice tone="danger" alert>
            {t(state.why)}
          </Notice>
        )}
        <Button type="submit" size="md" loading={state.kind === 'sending'}>
          {t('reset.do')}
        </Button>
        <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onMode('sign-in')}>
          {t('reset.back')}
        </Anchor>
      </Stack>
    </form>
  );
}
