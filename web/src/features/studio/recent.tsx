import { Anchor, Skeleton, Title } from '@mantine/core';
import { IconPhotoStar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useAIActivity } from '@tollgate/client/react';
import { useNow } from '@tollgate/client/use-now';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isOpen } from '../../shared/activity-credits.ts';
import { EmptyState } from '../../shared/states.tsx';
import { MadeCard } from './made-card.tsx';
import classes from './recent.module.css';

/** So many of the newest are followed; those that made nothing are not shown. */
const FOLLOWED = 12;

/** What was made last, and what is being made now, in whichever tab: to look at again and to keep. */
export const Recent = memo(function Recent() {
  const { t } = useTranslation('studio');
  const { activities, isLoading, error } = useAIActivity({ limit: FOLLOWED });
  const nowMs = useNow(30_000);
  const made = activities.filter((activity) => activity.hasResult || isOpen(activity));
  return (
    <section className={classes.recent} aria-labelledby="recent" data-testid="recent">
      <div className={classes.head}>
        <Title order={2} id="recent">
          {t('recent.title')}
        </Title>
        <Anchor size="sm" renderRoot={(props) => <Link to="/history" {...props} />}>
          {t('recent.all')}
        </Anchor>
      </div>
      {isLoading ? (
        <div className={classes.cards} aria-busy="true" aria-label={t('recent.loading')} role="status">
          {[0, 1, 2, 3].map((one) => (
            <Skeleton key={one} h={232} radius="lg" />
          ))}
        </div>
      ) : error ? (
        <p role="alert">{t('recent.failed')}</p>
      ) : made.length === 0 ? (
        <div className={classes.empty}>
          <EmptyState icon={<IconPhotoStar size={24} stroke={1.5} />} title={t('recent.empty')}>
            {t('recent.emptyHow')}
          </EmptyState>
        </div>
      ) : (
        <ul className={classes.cards}>
          {made.map((activity) => (
            <MadeCard key={activity.activityId} activity={activity} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </section>
  );
});
