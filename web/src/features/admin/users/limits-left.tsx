import { Progress, Title } from '@mantine/core';
import type { Stored } from '@tollgate/client/admin';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { FAILURE_KINDS, failureRules, failuresLeft, NO_FAILURES } from '@tollgate/contract/limits/failures';
import { limitLeft, perHourOf } from '@tollgate/contract/limits/hourly';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { monthLeft, NO_MONTHLY_CALLS, perMonthOf } from '@tollgate/contract/limits/monthly';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credits, creditsWithUnit } from '../../../shared/format.ts';
import { kindName } from '../../../shared/kinds.ts';
import { admin } from '../shared/admin.ts';
import { countdown } from './countdown.ts';
import classes from './side.module.css';

const TICK_MS = 1_000;

/** How many calls this user has left, as the functions count them, and when the next one is free. */
export function LimitsLeft({ user }: { user: User }) {
  const { t } = useTranslation('admin-users');
  const [limits, setLimits] = useState<Stored<'limits'> | 'loading' | 'failed'>('loading');
  const nowMs = useNow(TICK_MS);
  useEffect(() => {
    let wanted = true;
    void admin()
      .config('limits')
      .then(({ data }) => {
        if (wanted) setLimits(data ?? 'failed');
      });
    return () => {
      wanted = false;
    };
  }, []);
  if (limits === 'loading') return null;
  return (
    <section className={`surface ${classes.panel}`} data-testid="limits">
      <Title order={2}>{t('limits.title')}</Title>
      {limits === 'failed' ? (
        <p className={classes.quiet}>{t('limits.failed')}</p>
      ) : (
        <Kinds user={user} limits={limits} nowMs={nowMs} />
      )}
    </section>
  );
}

function Kinds({ user, limits, nowMs }: { user: User; limits: Stored<'limits'>; nowMs: number }) {
  const { t } = useTranslation('admin-users');
  const perHour = perHourOf(limits, user.tier);
  const months = user.isGuest ? [] : [...perMonthOf(limits, user.tier)];
  // Of before there were limits in credits, a stored configuration names none.
  const rules = failureRules({ ...NO_CREDIT_LIMITS, ...limits });
  const failures = {
    reported: failuresLeft(user.reportedFailures, rules.reported, nowMs),
    streamed: failuresLeft(user.streamedFailures ?? NO_FAILURES, rules.streamed, nowMs),
  };
  return (
    <ul className={classes.list}>
      {AI_TYPES.map((aiType) => (
        <Line
          key={aiType}
          id={aiType}
          name={t('limits.ofHour', { kind: kindName(aiType) })}
          of={limitLeft(user.windows[aiType], perHour[aiType], nowMs)}
          nowMs={nowMs}
        />
      ))}
      {months.map(([service, limit]) => (
        <Line
          key={`month ${service}`}
          id={service}
          name={t('limits.ofMonth', { service })}
          of={monthLeft(user.monthlyCalls ?? NO_MONTHLY_CALLS, service, limit, nowMs)}
          nowMs={nowMs}
        />
      ))}
      {FAILURE_KINDS.map((kind) => {
        const { left, limit, leftMicro, limitMicro } = failures[kind];
        const amounts = { left, limit, credits: credits(leftMicro), most: creditsWithUnit(limitMicro) };
        return (
          <li key={kind} className={classes.line} data-testid={`failures-${kind}`} data-left={left}>
            <span>{t(kind === 'reported' ? 'limits.failures' : 'limits.streamed')}</span>
            <span className="num">{t('limits.failuresOf', amounts)}</span>
          </li>
        );
      })}
    </ul>
  );
}

const NO_CREDIT_LIMITS = {
  reportedFailureCreditsPerDay: 100,
  streamedFailuresPerDay: 10,
  streamedFailureCreditsPerDay: 20,
};

interface LineProps {
  id: string;
  name: string;
  of: LimitLeft;
  nowMs: number;
}

function Line({ id, name, of: { limit, left, freeAt }, nowMs }: LineProps) {
  const { t } = useTranslation('admin-users');
  return (
    <li data-testid={`limit-${id}`} data-left={left}>
      <div className={classes.line}>
        <span>{name}</span>
        <span className="num">{limit === 0 ? t('limits.none') : t('limits.left', { left, limit })}</span>
      </div>
      <Progress
        size="xs"
        mt={4}
        color={left === 0 ? 'red' : undefined}
        value={limit === 0 ? 0 : (left / limit) * 100}
        aria-label={t('limits.left', { left, limit })}
      />
      {freeAt !== null && (
        <div className={`${classes.sub} num`}>{t('limits.next', { time: countdown(freeAt - nowMs) })}</div>
      )}
    </li>
  );
}
