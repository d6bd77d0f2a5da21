import { LimitCountdown } from '@tollgate/client/react';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { FAILURE_KINDS } from '@tollgate/contract/limits/failures';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { creditsWithUnit, date, number } from '../../shared/format.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function LimitsSection({ isGuest }: { isGuest: boolean }) {
  const { t } = useTranslation('account');
  return (
    <Section title={t('limits.title')} testId="account-limits">
      <p className={classes.hint}>{t('limits.hint')}</p>
      <ul className={classes.list}>
        {/* A guest has the one limit, whatever the kind. */}
        {(isGuest ? AI_TYPES.slice(0, 1) : AI_TYPES).map((kind) => (
          <li key={kind}>
            <LimitCountdown aiType={kind} />
          </li>
        ))}
      </ul>
      <OfMonth />
      <OfFailures />
    </Section>
  );
}

/** What is left of the failures that cost nothing: beyond them a failure is charged. */
function OfFailures() {
  const { t } = useTranslation('account');
  const failures = useAccount((account) => account.profile?.failures);
  if (!failures) return null;
  return (
    <>
      <p className={classes.hint}>{t('limits.failures')}</p>
      <ul className={`${classes.list} ${classes.small}`} data-testid="account-failures">
        {FAILURE_KINDS.map((kind) => {
          const { left, limit, leftMicro } = failures[kind];
          const amounts = { left: number(left), limit: number(limit), amount: creditsWithUnit(leftMicro) };
          return (
            <li key={kind} data-kind={kind} data-left={left} data-micro={leftMicro}>
              <strong>{t(`limits.${kind}`)}</strong>
              {': '}
              {t('limits.failuresLeft', amounts)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What is left of the services that have a limit for a calendar month. */
function OfMonth() {
  const { t } = useTranslation('account');
  const profile = useAccount((account) => account.profile);
  const limits = Object.entries(profile?.monthlyLimits ?? {});
  if (!profile || limits.length === 0) return null;
  return (
    <>
      <p className={classes.hint}>{t('limits.ofMonth')}</p>
      <ul className={`${classes.list} ${classes.small}`} data-testid="account-month-limits">
        {limits.map(([service, { limit, left, freeAt }]) => {
          const amounts = { left: number(left), limit: number(limit) };
          return (
            <li key={service} data-service={service} data-left={left}>
              <strong>{profile.prices.services[service]?.label ?? service}</strong>
              {': '}
              {limit === 0
                ? t('limits.closed')
                : freeAt === null
                  ? t('limits.left', amounts)
                  : t('limits.usedUp', { ...amounts, date: date(freeAt) })}
            </li>
          );
        })}
      </ul>
    </>
  );
}
