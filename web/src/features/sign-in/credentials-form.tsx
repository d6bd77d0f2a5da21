import { Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconBrandGoogle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Notice } from '../../shared/notice.tsx';
import { offersGoogle, signIn, signInWithGoogle, signUp } from './auth-actions.ts';
import { authErrorSentence } from './auth-errors.ts';
import type { Mode } from './sign-in-page.tsx';

interface Props {
  mode: 'sign-in' | 'sign-up';
  email: string;
  onEmail(email: string): void;
  onMode(mode: Mode): void;
}

export function CredentialsForm({ mode, email, onEmail, onMode }: Props) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isNew = mode === 'sign-up';

  // Whoever gets in is taken on by the router: this page is not for the signed-in.
  const attempt = async (action: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (caught) {
      setError(authErrorSentence(caught));
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
          label="Email"
          type="email"
          name="email"
          autoComplete="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => onEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          description={isNew ? 'At least six characters' : undefined}
          minLength={isNew ? 6 : undefined}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {error && (
          <Notice tone="danger" alert>
            {error}
          </Notice>
        )}
        <Button type="submit" loading={busy} size="md" fullWidth>
          {isNew ? 'Create account' : 'Sign in'}
        </Button>
        {offersGoogle() && (
          <>
            <Divider label="or" />
            <Button
              variant="default"
              size="md"
              disabled={busy}
              leftSection={<IconBrandGoogle size={18} aria-hidden="true" />}
              onClick={() => void attempt(signInWithGoogle)}
            >
              Continue with Google
            </Button>
          </>
        )}
        <Text size="sm" c="dimmed">
          {isNew ? 'You have an account? ' : 'New here? '}
          <Anchor
            component="button"
            type="button"
            inherit
            onClick={() => onMode(isNew ? 'sign-in' : 'sign-up')}
          >
            {isNew ? 'Sign in instead' : 'Create an account instead'}
          </Anchor>
        </Text>
        {!isNew && (
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onMode('reset')}>
            Forgot your password?
          </Anchor>
        )}
      </Stack>
    </form>
  );
}
