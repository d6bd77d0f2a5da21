import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { parseCredits } from '@tollgate/client';
import { type FormEvent, useRef, useState } from 'react';
import { creditsWithUnit } from '../../../shared/format.ts';
import { tollgate } from '../../../shared/sdk.ts';
import { Confirm } from './confirm.tsx';
import classes from './forms.module.css';
import { type Outcome, OutcomeNotice } from './outcome-notice.tsx';
import { aimAt, isEmail, useTarget } from './target-store.ts';

const TYPES = [
  { value: 'grant', label: 'Grant' },
  { value: 'bonus', label: 'Bonus' },
  { value: 'refund', label: 'Refund' },
] as const;
type GrantType = (typeof TYPES)[number]['value'];

export function GrantForm() {
  const user = useTarget((target) => target.user).trim();
  const [amount, setAmount] = useState('');
  const [amountError, setAmountError] = useState<string | null>(null);
  const [type, setType] = useState<GrantType>('grant');
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  // One id from the question to the answer: after a lost answer, confirming again can't give twice.
  const requestId = useRef('');
  const amountMicro = parseCredits(amount);

  const ask = (event: FormEvent) => {
    event.preventDefault();
    setOutcome(null);
    if (amountMicro === undefined || amountMicro === 0) {
      setAmountError('Write an amount above 0, like 10 or 0.5, with at most six decimals.');
      return;
    }
    setAmountError(null);
    requestId.current = crypto.randomUUID();
    setAsking(true);
  };
  const give = async () => {
    if (amountMicro === undefined) return;
    setBusy(true);
    const answer = await tollgate().grantCredits({
      ...(isEmail(user) ? { email: user } : { userId: user }),
      requestId: requestId.current,
      amountMicro,
      type,
      reason: reason.trim(),
    });
    setBusy(false);
    if (!answer.success && answer.code === 'network') {
      setOutcome({ kind: 'failed', message: 'No answer. Confirm again: it can’t be given twice.' });
      return;
    }
    setAsking(false);
    setOutcome(
      answer.success
        ? {
            kind: 'done',
            message: `Gave ${creditsWithUnit(amountMicro)} to ${user}, who has ${creditsWithUnit(answer.data.creditsMicro)} now.`,
          }
        : { kind: 'failed', message: answer.error },
    );
    if (answer.success) {
      setAmount('');
      setReason('');
    }
  };

  return (
    <form className={`surface ${classes.form}`} onSubmit={ask} aria-label="Grant credits">
      <Title order={2}>Grant credits</Title>
      <TextInput
        label="User"
        placeholder="Email or user id"
        required
        withAsterisk={false}
        value={user}
        onChange={(event) => aimAt(event.currentTarget.value)}
      />
      <TextInput
        label="Credits"
        placeholder="10"
        inputMode="decimal"
        required
        withAsterisk={false}
        value={amount}
        error={amountError}
        onChange={(event) => setAmount(event.currentTarget.value)}
        className="num"
      />
      <NativeSelect
        label="Type"
        data={[...TYPES]}
        value={type}
        onChange={(event) => {
          const chosen = TYPES.find((one) => one.value === event.currentTarget.value);
          if (chosen) setType(chosen.value);
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
      <Button type="submit">Grant credits</Button>
      <OutcomeNotice outcome={outcome} />
      <Confirm
        title="Grant credits?"
        question={`${user} gets ${creditsWithUnit(amountMicro ?? 0)}, at once. The reason is kept in the log.`}
        action="Grant"
        opened={asking}
        busy={busy}
        onConfirm={() => void give()}
        onClose={() => setAsking(false)}
      />
    </form>
  );
}
