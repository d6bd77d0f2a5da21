import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { tollgate } from '../../../shared/sdk.ts';
import { Confirm } from './confirm.tsx';
import classes from './forms.module.css';
import { type Outcome, OutcomeNotice } from './outcome-notice.tsx';
import { aimAt, isEmail, useTarget } from './target-store.ts';

const CHOICES = [
  {
    value: 'suspended',
    label: 'Suspend',
    done: 'is suspended',
    means: 'can not generate any more until reactivated',
  },
  { value: 'paused', label: 'Pause', done: 'is paused', means: 'can not generate for now' },
  { value: 'active', label: 'Reactivate', done: 'is active again', means: 'can generate again' },
] as const;
type Choice = (typeof CHOICES)[number];

export function StatusForm() {
  const user = useTarget((target) => target.user).trim();
  const [choice, setChoice] = useState<Choice>(CHOICES[0]);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);

  const ask = (event: FormEvent) => {
    event.preventDefault();
    setOutcome(null);
    setAsking(true);
  };
  const change = async () => {
    setBusy(true);
    const answer = await tollgate().setUserStatus({
      ...(isEmail(user) ? { email: user } : { userId: user }),
      status: choice.value,
      reason: reason.trim(),
    });
    setBusy(false);
    setAsking(false);
    setOutcome(
      answer.success
        ? { kind: 'done', message: `${user} ${choice.done}.` }
        : { kind: 'failed', message: answer.error },
    );
    if (answer.success) setReason('');
  };

  return (
    <form className={`surface ${classes.form}`} onSubmit={ask} aria-label="Change a user’s status">
      <Title order={2}>User status</Title>
      <TextInput
        label="User"
        placeholder="Email or user id"
        required
        withAsterisk={false}
        value={user}
        onChange={(event) => aimAt(event.currentTarget.value)}
      />
      <NativeSelect
        label="Action"
        data={CHOICES.map(({ value, label }) => ({ value, label }))}
        value={choice.value}
        onChange={(event) => {
          const chosen = CHOICES.find((one) => one.value === event.currentTarget.value);
          if (chosen) setChoice(chosen);
        }}
      />
      <TextInput
        label="Reason"
        placeholder="Why, in a few words"
        required
        withAsterisk={false}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {choice.label}
      </Button>
      <OutcomeNotice outcome={outcome} />
      <Confirm
        title={`${choice.label} this user?`}
        question={`${user} ${choice.means}. What runs already goes on.`}
        action={choice.label}
        opened={asking}
        busy={busy}
        danger={choice.value === 'suspended'}
        onConfirm={() => void change()}
        onClose={() => setAsking(false)}
      />
    </form>
  );
}
