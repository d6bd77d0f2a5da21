import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UserProfile } from '@tollgate/client';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { credits, dateTime } from '../../shared/format.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

type Lot = UserProfile['grants'][number];

/** In the order in which they are spent: by priority, then what expires first, then the oldest. */
const inOrder = (lots: readonly Lot[]): Lot[] =>
  lots.toSorted(
    (a, b) =>
      a.priority - b.priority ||
      (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER) ||
      a.createdAt - b.createdAt,
  );

export function BalanceSection({ profile }: { profile: UserProfile }) {
  const { t } = useTranslation('account');
  const balance = useAccount((account) => account.balance) ?? profile;
  const lots = inOrder(profile.grants);
  return (
    <Section title={t('balance.title')} testId="account-balance">
      <dl className={classes.numbers}>
        <div>
          <dt>{t('balance.spendable')}</dt>
          <dd className="num">{credits(balance.creditsMicro)}</dd>
        </div>
        <div>
          <dt>{t('balance.held')}</dt>
          <dd className="num">{credits(balance.heldMicro)}</dd>
        </div>
      </dl>
      {lots.length === 0 ? (
        <p className={classes.hint}>{t('balance.none')}</p>
      ) : (
        <>
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('balance.source')}</th>
                  <th scope="col" className={classes.end}>
                    {t('balance.amount')}
                  </th>
                  <th scope="col" className={classes.end}>
                    {t('balance.expires')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {lots.map((lot) => (
                  <tr key={`${lot.source} ${lot.priority} ${lot.expiresAt}`} data-testid="lot">
                    <td>{t(`balance.sources.${lot.source}`)}</td>
                    <td className={`${classes.end} num`}>{credits(lot.amountMicro)}</td>
                    <td className={`${classes.end} num`}>
                      {lot.expiresAt === null ? t('balance.never') : dateTime(lot.expiresAt)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className={classes.hint}>{t('balance.order')}</p>
        </>
      )}
      <Anchor size="sm" renderRoot={(props) => <Link to="/history" search={{ tab: 'credits' }} {...props} />}>
        {t('balance.movements')}
      </Anchor>
    </Section>
  );
}
