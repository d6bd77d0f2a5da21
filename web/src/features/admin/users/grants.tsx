import { Title } from '@mantine/core';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { byBurnOrder, type Lot } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { currentLanguage } from '../../../shared/language.ts';
import classes from './side.module.css';

const TICK_MS = 10_000;

export function Grants({ user }: { user: User }) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(TICK_MS);
  const { locale } = currentLanguage();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hour12: false });
  const lots = user.grants.filter(({ amountMicro }) => amountMicro > 0).sort(byBurnOrder);
  const expiryOf = ({ expiresAt }: Lot) => {
    if (expiresAt === null) return t('grants.noExpiry');
    return expiresAt <= nowMs ? t('grants.expired') : t('grants.expires', { time: day.format(expiresAt) });
  };
  return (
    <section className={`surface ${classes.panel}`}>
      <Title order={2}>{t('grants.title')}</Title>
      {lots.length === 0 && <p className={classes.quiet}>{t('grants.empty')}</p>}
      <ol className={classes.list}>
        {lots.map((lot, index) => (
          <li key={`${lot.lotId}.${lot.source}.${lot.priority}.${lot.expiresAt}`} data-testid="grant">
            <div className={classes.line}>
              <span>
                <span className={classes.ordinal} title={t('grants.order')}>
                  {(index + 1).toLocaleString(locale)}
                </span>{' '}
                {t(`source.${lot.source}`)}
              </span>
              <strong className="num">{credits(lot.amountMicro)}</strong>
            </div>
            <div className={`${classes.line} ${classes.sub} num`}>
              <span>{expiryOf(lot)}</span>
              <span title={t('grants.order')}>{t('grants.priority', { priority: lot.priority })}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
