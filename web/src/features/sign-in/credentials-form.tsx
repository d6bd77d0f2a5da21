import { Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconBrandGoogle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authErrorWord } from '../../shared/auth-errors.ts';
import { Notice } from '../../shared/notice.tsx';
import {
  continueWithGoogle,
  GoogleAccountExists,
  offersGoogle,
  signIn,
  signInAsGuest,
  signInToExisting,
  signUp,
} from './auth-actions.ts';
import type { Mode } from './mode.ts';

interface Props {
  mode: 'sign-in' | 'sign-up';
  /** Somebody without an account is here already. */
  isGuest: boolean;
  email: string;
  onEmail(email: string): void;
  onMode(mode: Mode): void;
}

export function CredentialsForm({ mode, isGuest, email, onEmail, onMode }: Props) {
  const { t } = useTranslation('sign-in');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReturnType<typeof authErrorWord>>(null);
  const [existing, setExisting] = useState<GoogleAccountExists | null>(null);
  const isNew = mode === 'sign-up';
  const words = isNew ? 'signUp' : 'signIn';

  // Whoever gets in is taken on by the router: this page is not for the signed-in.
  const attempt = async (action: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    setExisting(null);
    try {
      await action();
    } catch (caught) {
      if (caught instanceof GoogleAccountExists) setExisting(caught);
      else setError(authErrorWord(caught));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(() => (isNew ? signUp(email.trim(), password) : signIn(email.trim(), password)));
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
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          description={isNew ? t('atLeast') : undefined}
          minLength={isNew ? 6 : undefined}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {isGuest && !isNew && <Notice tone="warning">{t('leavesGuest')}</Notice>}
        {error && (
          <Notice tone="danger" alert>
            {t(error)}
          </Notice>
        )}
        {existing && (
          <Notice tone="warning" alert>
            {t('existing.told')}
            <Button mt="xs" size="xs" onClick={() => void attempt(() => signInToExisting(existing))}>
              {t('existing.do')}
            </Button>
          </Notice>
        )}
        <Button type="submit" loading={busy} size="md" fullWidth>
          {t(`${words}.do`)}
        </Button>
        {(offersGoogle() || !isGuest) && <Divider label={t('or')} />}
        {offersGoogle() && (
          <Button
            variant="default"
            size="md"
            disabled={busy}
            leftSection={<IconBrandGoogle size={18} aria-hidden="true" />}
            onClick={() => void attempt(continueWithGoogle)}
          >
            {t('google')}
          </Button>
        )}
        {!isGuest && (
          <Button variant="default" size="md" disabled={busy} onClick={() => void attempt(signInAsGuest)}>
            {t('guest')}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t(isNew ? 'signIn.question' : 'signUp.question')}{' '}
          <Anchor
            component="button"
            type="button"
            inherit
            onClick={() => onMode(isNew ? 'sign-in' : 'sign-up')}
          >
            {t(isNew ? 'signIn.instead' : 'signUp.instead')}
          </Anchor>
        </Text>
        {!isNew && (
          <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onMode('reset')}>
            {t('reset.forgot')}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}
