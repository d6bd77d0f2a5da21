import { Button, Code, TextInput } from '@mantine/core';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { MAX_EMAIL_CHARS } from '@tollgate/contract/common/person-names';
import type { JobRun, Violation } from '@tollgate/contract/operations/job-run';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { Notice } from '../../../shared/notice.tsx';
import { admin } from '../shared/admin.ts';
import figures from '../shared/figures/figures.module.css';
import { ago, count } from '../shared/figures/numbers.ts';
import { maySend } from '../shared/may.ts';
import classes from './health.module.css';

type Checked = CallOutputs['reconcileUser'];
type Outcome = { kind: 'checked'; result: Checked } | { kind: 'failed'; why: string } | null;

/** What the last check of the whole database found, and a check of one user now. */
export function Reconciliation({ last, nowMs }: { last: JobRun | null; nowMs: number }) {
  const { t } = useTranslation('admin-health');
  const heading = useId();
  const mayCheck = useAccount(({ staffRole }) => maySend(staffRole, 'reconcileUser'));
  return (
    <section
      className={`surface ${figures.panel} ${classes.reconcile}`}
      aria-labelledby={heading}
      data-testid="reconciliation"
    >
      <h2 id={heading} className={figures.title}>
        {t('reconcile.title')}
      </h2>
      {last ? <LastRun run={last} nowMs={nowMs} /> : <p className={figures.sub}>{t('reconcile.never')}</p>}
      <p className={figures.sub}>
        {t('reconcile.how')} <Code>npm run reconcile</Code>
      </p>
      {mayCheck ? <CheckOne /> : <p className={figures.sub}>{t('reconcile.adminOnly')}</p>}
    </section>
  );
}

function LastRun({ run, nowMs }: { run: JobRun; nowMs: number }) {
  const { t } = useTranslation('admin-health');
  const { users = 0, entries = 0, activities = 0, violations: found = 0 } = run.did;
  const numbers = { users: count(users), entries: count(entries), activities: count(activities) };
  return (
    <div data-testid="last-reconcile" data-violations={found}>
      <p className={classes.line}>
        <span className={classes.state} data-state={found === 0 ? 'done' : 'failed'}>
          {found === 0 ? t('reconcile.none') : t('reconcile.found', { count: found })}
        </span>{' '}
        <span className={`${figures.sub} num`}>
          {t('reconcile.checked', { ...numbers, ago: ago(run.startedAt, nowMs) })}
        </span>
      </p>
      <Violations violations={run.violations} />
      {found > run.violations.length && (
        <p className={figures.sub}>{t('reconcile.more', { count: found - run.violations.length })}</p>
      )}
    </div>
  );
}

function CheckOne() {
  const { t } = useTranslation('admin-health');
  const [user, setUser] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const check = async (event: FormEvent) => {
    event.preventDefault();
    const whom = user.trim();
    setBusy(true);
    setOutcome(null);
    const answer = await admin().call(
      'reconcileUser',
      whom.includes('@') ? { email: whom } : { userId: whom },
    );
    setBusy(false);
    setOutcome(
      answer.success ? { kind: 'checked', result: answer.data } : { kind: 'failed', why: answer.error },
    );
  };
  return (
    <form className={classes.form} onSubmit={(event) => void check(event)} aria-label={t('reconcile.button')}>
      <TextInput
        label={t('reconcile.user')}
        placeholder={t('reconcile.userPlaceholder')}
        required
        withAsterisk={false}
        maxLength={MAX_EMAIL_CHARS}
        dir="auto"
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={busy}>
        {t('reconcile.button')}
      </Button>
      <div role="status" className={classes.outcome}>
        {outcome?.kind === 'failed' && <Notice tone="danger">{outcome.why}</Notice>}
        {outcome?.kind === 'checked' && <Result result={outcome.result} />}
      </div>
    </form>
  );
}

function Result({ result: { counts, violations } }: { result: Checked }) {
  const { t } = useTranslation('admin-health');
  if (violations.length > 0) {
    return (
      <Notice tone="danger" title={t('reconcile.found', { count: violations.length })}>
        <Violations violations={violations} />
      </Notice>
    );
  }
  const numbers = { entries: count(counts.entries), activities: count(counts.activities) };
  return <Notice tone="good">{t('reconcile.clean', numbers)}</Notice>;
}

const Violations = ({ violations }: { violations: readonly Violation[] }) => (
  <ul className={classes.violations} dir="ltr">
    {violations.map(({ invariant, document, message }) => (
      <li key={`${invariant} ${document} ${message}`} className="break">
        <strong>{invariant}</strong> <Code>{document}</Code> {message}
      </li>
    ))}
  </ul>
);
