import { isOpen } from '@tollgate/contract/activity/status';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noticedText } from './alerts.tsx';
import { useAlerts } from './alerts-store.ts';
import { latestActivities, useLive } from './live-store.ts';

const SAY_EVERY_MS = 20_000;

/** For whoever hears the page: one sentence now and then, in place of every row. */
export function Announcer() {
  const { t } = useTranslation('admin-live');
  const isPaused = useLive((live) => live.isPaused);
  const news = useAlerts((alerts) => alerts.news);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (isPaused) return;
    const ids = () => new Set(latestActivities().map(({ activityId }) => activityId));
    let known = ids();
    const timer = setInterval(() => {
      const latest = latestActivities();
      const added = latest.filter(({ activityId }) => !known.has(activityId));
      known = ids();
      if (added.length === 0) return;
      const failed = added.filter(({ status }) => status === 'failed').length;
      const running = latest.filter(({ status }) => isOpen(status)).length;
      setSaid(
        [
          t('said.new', { count: added.length }),
          t('said.running', { count: running }),
          failed > 0 ? t('said.failed', { count: failed }) : '',
        ]
          .filter(Boolean)
          .join(t('said.join')),
      );
    }, SAY_EVERY_MS);
    return () => clearInterval(timer);
  }, [isPaused, t]);
  useEffect(() => {
    if (!news) return;
    const who = news.email ?? news.userId;
    setSaid(t('said.abuse', { severity: t(`severity.${news.severity}`), who, what: noticedText(t, news) }));
  }, [news, t]);
  return (
    <p role="status" className="visually-hidden" data-testid="said">
      {said}
    </p>
  );
}
