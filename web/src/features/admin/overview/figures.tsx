import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isKind, kindName } from '../../../shared/kinds.ts';
import { nameIn } from '../shared/figures/names.ts';
import { share } from '../shared/figures/numbers.ts';
import { Panel } from '../shared/figures/panel.tsx';
import type { Table } from '../shared/figures/table.ts';
import { Tiles } from '../shared/figures/tiles.tsx';
import { UserLink } from '../shared/user-link.tsx';
import type { ColumnName } from './columns.ts';
import classes from './overview.module.css';
import { daysUntil, elapsedDays, type Period, trendDays } from './period.ts';
import { summaryOf, totalOf, trendsOf } from './series.ts';
import { kindsOf, refusalsOf, servicesOf, tiersOf } from './tallies.ts';
import { moneyTiles, usageTiles } from './tiles.ts';
import type { Overview } from './use-overview.ts';

type Draw = 'stacked' | 'beside' | 'lines';

/** All figures of a period, in the order in which one asks: how much, how well, by whom, what it is worth. */
export function Figures({ overview, period }: { overview: Overview; period: Period }) {
  const { t } = useTranslation('admin-overview');
  const { t: figure } = useTranslation('admin-figures');
  const { days: usage, holdings, top, creditPriceMicroUsd, readAtMs } = overview;
  const { now, before, trends, parts } = useMemo(() => {
    const total = totalOf(daysUntil(readAtMs, period), usage);
    const past = totalOf(daysUntil(readAtMs, period, period), usage);
    return {
      now: summaryOf(total, period, creditPriceMicroUsd, elapsedDays(readAtMs, period)),
      // A day that is under way is not like the whole day before it.
      before: period === 1 ? null : summaryOf(past, period, creditPriceMicroUsd),
      trends: trendsOf(daysUntil(readAtMs, trendDays(period)), usage, creditPriceMicroUsd),
      parts: {
        kinds: kindsOf(total),
        services: servicesOf(total),
        tiers: tiersOf(total),
        refusals: refusalsOf(total),
      },
    };
  }, [usage, readAtMs, period, creditPriceMicroUsd]);

  const columnName = (key: ColumnName) => (isKind(key) ? kindName(key) : t(`columns.${key}`));
  const common = { columnName, nothing: t('nothing') };
  const overDays = <K extends ColumnName>(id: keyof typeof trends, table: Table<K>, draw: Draw) => (
    <Panel {...common} id={id} title={t(`panels.${id}`)} hint={t(`hints.${id}`)} table={table} draw={draw} />
  );
  const named = { rowName: ({ name }: { name: string | number | null }) => nameIn(figure, String(name)) };
  return (
    <>
      <Tiles tiles={usageTiles({ t, now, before })} label={t('groups.use')} />
      <div className={classes.grid}>
        {overDays('used', trends.used, 'stacked')}
        {overDays('generations', trends.generations, 'stacked')}
        {overDays('times', trends.times, 'lines')}
        {overDays('tokens', trends.tokens, 'stacked')}
        <Panel
          {...common}
          {...named}
          id="refusals"
          title={t('panels.refusals')}
          hint={t('hints.refusals')}
          table={parts.refusals}
          draw={{ by: 'calls' }}
        />
        {overDays('incidents', trends.incidents, 'stacked')}
      </div>

      <h2 className={classes.groupTitle}>{t('groups.what')}</h2>
      <div className={classes.grid}>
        <Panel
          {...common}
          {...named}
          id="kinds"
          title={t('panels.kinds')}
          hint={t('hints.kinds')}
          table={parts.kinds}
          draw={{ by: 'credits' }}
        />
        <Panel
          {...common}
          {...named}
          id="services"
          title={t('panels.services')}
          hint={t('hints.services')}
          table={parts.services}
          draw={{ by: 'ended' }}
        />
      </div>

      <h2 className={classes.groupTitle}>{t('groups.who')}</h2>
      <div className={classes.grid}>
        {overDays('active', trends.active, 'stacked')}
        {overDays('people', trends.people, 'beside')}
        {overDays('tiers', trends.tiers, 'stacked')}
        <Panel
          {...common}
          {...named}
          id="by-tier"
          title={t('panels.byTier')}
          hint={t('hints.byTier', {
            share: now.paidShare === null ? '–' : share(now.paidShare),
          })}
          table={parts.tiers}
          draw={{ by: 'credits' }}
        />
        {(['month', 'ever'] as const).map((which) => (
          <Panel
            key={which}
            {...common}
            id={`top-users-${which}`}
            title={t(`panels.top.${which}`)}
            table={top[which]}
            draw={null}
            rowCell={({ name, userId }) => <UserLink userId={String(userId)}>{String(name)}</UserLink>}
          />
        ))}
      </div>

      <h2 className={classes.groupTitle}>{t('groups.money')}</h2>
      <Tiles tiles={moneyTiles({ t, now, before, holdings })} label={t('groups.money')} />
      <div className={classes.grid}>
        {overDays('money', trends.money, 'beside')}
        {overDays('flow', trends.flow, 'beside')}
        {overDays('given', trends.given, 'stacked')}
        <Panel
          {...common}
          id="distribution"
          title={t('panels.distribution')}
          hint={t('hints.distribution')}
          table={holdings.distribution}
          draw={{ by: 'users' }}
        />
      </div>
    </>
  );
}
