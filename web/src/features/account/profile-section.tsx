import { Button, Group, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UserProfile } from '@tollgate/client';
import { MAX_NAME_CHARS } from '@tollgate/contract/common/person-names';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from '../../shared/account.ts';
import { tollgate } from '../../shared/sdk.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function ProfileSection({ profile }: { profile: UserProfile }) {
  const { t } = useTranslation('account');
  const [name, setName] = useState(profile.displayName ?? '');
  const [state, setState] = useState<'idle' | 'busy' | 'saved' | 'failed'>('idle');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    const answer = await tollgate().updateProfile({ displayName: name.trim() || null });
    setState(answer.success ? 'saved' : 'failed');
    if (answer.success) void refreshProfile();
  };
  return (
    <Section title={t('profile.title')} testId="account-profile">
      {profile.isGuest && (
        <>
          <p className={classes.hint}>{t('profile.guest')}</p>
          <Button
            mb="md"
            renderRoot={(props) => <Link to="/sign-in" search={{ mode: 'sign-up' }} {...props} />}
          >
            {t('profile.signUp')}
          </Button>
        </>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('profile.name')}
          autoComplete="name"
          maxLength={MAX_NAME_CHARS}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setState('idle');
          }}
        />
        {profile.email && (
          <TextInput mt="sm" label={t('profile.email')} value={profile.email} readOnly dir="ltr" />
        )}
        <Group mt="sm">
          <Button type="submit" size="sm" variant="default" loading={state === 'busy'}>
            {t('profile.save')}
          </Button>
          <span role="status">
            {state === 'saved' && t('profile.saved')}
            {state === 'failed' && t('profile.failed')}
          </span>
        </Group>
      </form>
    </Section>
  );
}
