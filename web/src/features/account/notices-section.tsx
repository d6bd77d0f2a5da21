import { Button } from '@mantine/core';
import type { Notice } from '@tollgate/client';
import { useNow } from '@tollgate/client/use-now';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { ago, creditsWithUnit, dateTime } from '../../shared/format.ts';
import { tollgate } from '../../shared/sdk.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

function sentenceOf(t: TFunction<'account'>, { kind, amountMicro, reason }: Notice): string {
  const what = t(`notices.kind.${kind}`, { amount: creditsWithUnit(amountMicro ?? 0) });
  const tier = kind === 'tier_changed' ? TIERS.find((one) => one === reason) : undefined;
  const why = tier ? t(`notices.tiers.${tier}`) : reason;
  return why ? t('notices.because', { what, reason: why }) : what;
}

/** What happened to the account, as it happens: the user's document brings it. */
export function NoticesSection() {
  const { t } = useTranslation('account');
  const notices = useAccount(({ balance, profile }) => balance?.notices ?? profile?.notices) ?? [];
  const nowMs = useNow(30_000);
  const newest = notices.at(-1);
  const hasUnread = notices.some(({ readAt }) => readAt === null);
  return (
    <Section title={t('notices.title')} testId="account-notices">
      {notices.length === 0 && <p className={classes.hint}>{t('notices.none')}</p>}
      <ul className={classes.list} aria-live="polite">
        {notices.toReversed().map((notice) => (
          <li key={notice.id} data-testid="notice" data-unread={notice.readAt === null || undefined}>
            <div className={`break ${notice.readAt === null ? classes.new : ''}`}>
              {sentenceOf(t, notice)}
            </div>
            <time className={classes.sub} title={dateTime(notice.createdAt)}>
              {ago(notice.createdAt, nowMs)}
            </time>
          </li>
        ))}
      </ul>
      {newest && hasUnread && (
        <Button
          mt="md"
          size="xs"
          variant="default"
          onClick={() => void tollgate().markNoticesRead(newest.id)}
        >
          {t('notices.read')}
        </Button>
      )}
    </Section>
  );
}
