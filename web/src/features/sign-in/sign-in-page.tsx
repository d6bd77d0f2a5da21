import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Brand } from '../../shared/brand.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { CredentialsForm } from './credentials-form.tsx';
import { ResetForm } from './reset-form.tsx';
import classes from './sign-in-page.module.css';

export type Mode = 'sign-in' | 'sign-up' | 'reset';

const HEADINGS: Record<Mode, { title: string; lead: string }> = {
  'sign-in': { title: 'Sign in', lead: 'Welcome back.' },
  'sign-up': { title: 'Create an account', lead: 'New accounts start with free credits.' },
  reset: { title: 'Reset your password', lead: 'We send you a link to choose a new one.' },
};

export function SignInPage() {
  const [mode, setMode] = useState<Mode>('sign-in');
  // Kept from form to form: nobody types an address twice.
  const [email, setEmail] = useState('');
  const { title, lead } = HEADINGS[mode];
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <aside className={classes.pitch}>
        <Brand />
        <div>
          <p className={classes.claim}>Know the price before you generate.</p>
          <p className={classes.points}>
            Images, video, voice and chat. You see what it costs, pay for what you really use, and a failure
            costs nothing.
          </p>
        </div>
      </aside>
      <main className={classes.main}>
        <div className={classes.form}>
          <div className={classes.mobileBrand}>
            <Brand />
          </div>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mt={4} mb="lg">
            {lead}
          </Text>
          {mode === 'reset' ? (
            <ResetForm email={email} onEmail={setEmail} onMode={setMode} />
          ) : (
            <CredentialsForm key={mode} mode={mode} email={email} onEmail={setEmail} onMode={setMode} />
          )}
        </div>
      </main>
    </div>
  );
}
