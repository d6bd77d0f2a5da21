import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { monthOf } from '@tollgate/contract/common/calendar';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { currentLanguage } from '../../../shared/language.ts';
import { spentThisMonth } from './directory.ts';
import classes from './user-page.module.css';

const TICK_MS = 10_000;

/** The balance as it is now, what has expired left out, and what was used. */
export function UserNumbers({ user }: { user: User }) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(TICK_MS);
  const { usage, grants, heldMicro } = user;
  const availableMicro = spendableMicro(grants, nowMs);
  const { locale } = currentLanguage();
  const inMonth = usage.month === monthOf(nowMs) ? usage.monthly.generations : 0;
  return (
    <dl className={`surface ${classes.numbers} num`} aria-label={t('page.numbers')}>
      <div>
        <dt>{t('page.available')}</dt>
        <dd data-testid="available" data-micro={availableMicro}>
          {credits(availableMicro)}
        </dd>
      </div>
      <div>
        <dt>{t('page.held')}</dt>
        <dd data-testid="user-held" data-micro={heldMicro}>
          {credits(heldMicro)}
        </dd>
      </div>
      <div>
        <dt>{t('page.month')}</dt>
        <dd>{credits(spentThisMonth(user, nowMs))}</dd>
      </div>
      <div>
        <dt>{t('page.lifetime')}</dt>
        <dd>{credits(usage.lifetime.spentMicro)}</dd>
      </div>
      <div>
        <dt>{t('page.generations')}</dt>
        <dd>
          {usage.lifetime.generations.toLocaleString(locale)}
          <small>{t('page.generationsMonth', { count: inMonth })}</small>
        </dd>
      </div>
    </dl>
  );
}
