import { Anchor, Text, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../shared/brand.tsx';
import { useSession } from '../../shared/session.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { CredentialsForm } from './credentials-form.tsx';
import type { Mode } from './mode.ts';
import { ResetForm } from './reset-form.tsx';
import classes from './sign-in-page.module.css';

const WORDS = { 'sign-in': 'signIn', 'sign-up': 'signUp', reset: 'reset' } as const;

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const asked = route.useSearch().mode;
  const [mode, setMode] = useState<Mode>(asked ?? 'sign-in');
  const isGuest = useSession(({ user }) => user?.isGuest === true);
  // Kept from form to form: nobody types an address twice.
  const [email, setEmail] = useState('');
  const title = t(`${WORDS[mode]}.title`);
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <aside className={classes.pitch}>
        <Brand />
        <div>
          <p className={classes.claim}>{t('claim')}</p>
          <p className={classes.points}>{t('points')}</p>
        </div>
      </aside>
      <main className={classes.main}>
        <div className={classes.form}>
          <div className={classes.mobileBrand}>
            <Brand />
          </div>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mt={4} mb="lg">
            {isGuest && mode === 'sign-up' ? t('signUp.leadGuest') : t(`${WORDS[mode]}.lead`)}
          </Text>
          {mode === 'reset' ? (
            <ResetForm email={email} onEmail={setEmail} onMode={setMode} />
          ) : (
            <CredentialsForm
              key={mode}
              mode={mode}
              isGuest={isGuest}
              email={email}
              onEmail={setEmail}
              onMode={setMode}
            />
          )}
          {isGuest && (
            <Text size="sm" mt="md">
              <Anchor component={Link} to="/" inherit>
                {t('back')}
              </Anchor>
            </Text>
          )}
        </div>
      </main>
    </div>
  );
}
