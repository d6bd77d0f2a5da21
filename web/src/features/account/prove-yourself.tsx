import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { IconBrandGoogle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authErrorWord } from '../../shared/auth-errors.ts';
import { Notice } from '../../shared/notice.tsx';
import { proofs, proveByGoogle, proveByPassword } from '../../shared/reauthenticate.ts';

interface Props {
  /** Goes on with what was asked for. */
  onProved(): void;
  onCancel(): void;
}

/** Asks whoever signed in long ago to do it again, in place of the form that they filled in. */
export function ProveYourself({ onProved, onCancel }: Props) {
  const { t } = useTranslation(['account', 'sign-in']);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReturnType<typeof authErrorWord>>(null);
  const ways = proofs();
  const prove = async (how: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await how();
    } catch (caught) {
      setError(authErrorWord(caught));
      setBusy(false);
      return;
    }
    onProved();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void prove(() => proveByPassword(password));
  };
  return (
    <form onSubmit={submit} data-testid="prove-yourself">
      <Text size="sm" mb="md">
        {ways.length > 0 ? t('prove.why') : t('prove.noWay')}
      </Text>
      {ways.includes('password') && (
        <PasswordInput
          label={t('sign-in:password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
          autoFocus
        />
      )}
      {error && (
        <Notice tone="danger" alert>
          {t(`sign-in:${error}`)}
        </Notice>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('prove.cancel')}
        </Button>
        {ways.includes('google') && (
          <Button
            variant="default"
            disabled={busy}
            leftSection={<IconBrandGoogle size={18} aria-hidden="true" />}
            onClick={() => void prove(proveByGoogle)}
          >
            {t('sign-in:google')}
          </Button>
        )}
        {ways.includes('password') && (
          <Button type="submit" loading={busy} disabled={password === ''}>
            {t('prove.do')}
          </Button>
        )}
      </Group>
    </form>
  );
}
