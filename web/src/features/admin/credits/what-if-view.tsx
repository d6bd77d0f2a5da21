import { Title } from '@mantine/core';
import type { Answer } from '@tollgate/client';
import type { Cursor, Page } from '@tollgate/client/admin';
import { serverNow } from '@tollgate/client/clock';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import type { ConfigDocument, CreditConfig, Limits } from '@tollgate/contract/config/config';
import { useTranslation } from 'react-i18next';
import { kindName } from '../../../shared/kinds.ts';
import { Notice } from '../../../shared/notice.tsx';
import { admin } from '../shared/admin.ts';
import { shownAmount, shownChange, shownShare } from '../shared/amounts.ts';
import { isSame, type Tree } from '../shared/diff.ts';
import { useLabels } from '../shared/labels.ts';
import classes from './credits.module.css';
import { daysOf, limitNotes, priceEffect } from './what-if.ts';

const DAYS = 30;

/** The totals of the last days, or why they can't be read. What one cursor does not reach, the next does. */
export async function readUsageDays(): Promise<DayUsage[] | string> {
  const day = dayOf(serverNow() - DAYS * DAY_MS);
  const found: DayUsage[] = [];
  for (let after: Cursor | null = null; ; ) {
    const answer: Answer<Page<DayUsage>> = await admin().page('usageDaysFrom', { day }, { size: 500, after });
    if (!answer.success) return answer.error;
    found.push(...answer.data.documents);
    if (answer.data.cursor === null) return daysOf(found);
    after = answer.data.cursor;
  }
}

interface WhatIfProps {
  document: ConfigDocument;
  before: Tree;
  after: Tree;
  days: DayUsage[] | string;
}

/** What the last days would have cost after this change. */
export function WhatIf({ document, before, after, days }: WhatIfProps) {
  const { t } = useTranslation('admin-credits');
  return (
    <section aria-label={t('whatIf.title')} data-testid="what-if">
      <Title order={3} size="h5">
        {t('whatIf.title')}
      </Title>
      {typeof days === 'string' ? (
        <Notice tone="danger">{days}</Notice>
      ) : (
        <Effects document={document} before={before} after={after} days={days} />
      )}
    </section>
  );
}

interface EffectsProps {
  document: ConfigDocument;
  before: Tree;
  after: Tree;
  days: DayUsage[];
}

function Effects({ document, before, after, days }: EffectsProps) {
  const { t } = useTranslation('admin-credits');
  if (document === 'moderation') return <p className={classes.quiet}>{t('whatIf.moderation')}</p>;
  if (document === 'limits') return <LimitEffects before={before} after={after} days={days} />;
  // The check has passed both.
  const [old, fresh] = [before as unknown as CreditConfig, after as unknown as CreditConfig];
  return (
    <>
      {!isSame(old.services, fresh.services) && <Prices before={old} after={fresh} days={days} />}
      {old.welcomeMicro !== fresh.welcomeMicro && <p className={classes.quiet}>{t('whatIf.welcome')}</p>}
      {!isSame(old.plans, fresh.plans) && <p className={classes.quiet}>{t('whatIf.plans')}</p>}
      {!isSame(old.packs, fresh.packs) && <p className={classes.quiet}>{t('whatIf.packs')}</p>}
    </>
  );
}

function Prices({ before, after, days }: { before: CreditConfig; after: CreditConfig; days: DayUsage[] }) {
  const { t } = useTranslation('admin-credits');
  const effect = priceEffect(days, before.services, after.services);
  if (effect.rows.length === 0) return <p className={classes.quiet}>{t('whatIf.nothingUsed')}</p>;
  const amount = (micro: number | null) => (micro === null ? '—' : shownAmount('credits', micro));
  const change = (now: number | null, then: number | null) => {
    const by = (then ?? 0) - (now ?? 0);
    if (by === 0) return '0';
    const share = now ? ` (${shownShare(by / now)})` : '';
    return `${shownChange('credits', by)}${share}`;
  };
  return (
    <>
      {effect.removed.length > 0 && (
        <Notice tone="warning">{t('whatIf.removed', { services: effect.removed.join(', ') })}</Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too */}
      <section className={classes.scroll} aria-label={t('whatIf.byService')} tabIndex={0}>
        <table className={`${classes.table} num`}>
          <thead>
            <tr>
              <th scope="col">{t('whatIf.service')}</th>
              <th scope="col" className={classes.number}>
                {t('whatIf.generations')}
              </th>
              <th scope="col" className={classes.number}>
                {t('whatIf.units')}
              </th>
              <th scope="col" className={classes.number}>
                {t('whatIf.now')}
              </th>
              <th scope="col" className={classes.number}>
                {t('whatIf.then')}
              </th>
              <th scope="col" className={classes.number}>
                {t('whatIf.change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {effect.rows.map((row) => (
              <tr key={row.service} data-testid="effect" data-service={row.service}>
                <th scope="row">{row.label}</th>
                <td className={classes.number}>{shownAmount('count', row.generations)}</td>
                <td className={classes.number}>{shownAmount('count', row.units)}</td>
                <td className={classes.number}>{amount(row.nowMicro)}</td>
                <td className={classes.number}>{amount(row.thenMicro)}</td>
                <td className={classes.number}>{change(row.nowMicro, row.thenMicro)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr data-testid="effect-total">
              <th scope="row" colSpan={3}>
                {t('whatIf.all')}
              </th>
              <td className={classes.number}>{amount(effect.nowMicro)}</td>
              <td className={classes.number}>{amount(effect.thenMicro)}</td>
              <td className={classes.number}>{change(effect.nowMicro, effect.thenMicro)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
      <p className={classes.quiet}>
        {t('whatIf.honestly', { charged: shownAmount('credits', effect.chargedMicro) })}
      </p>
    </>
  );
}

function LimitEffects({ before, after, days }: Omit<EffectsProps, 'document'>) {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const notes = limitNotes(days, before as unknown as Limits, after as unknown as Limits);
  const textOf = (note: (typeof notes)[number]): string => {
    if (note.word === 'retention') return t('whatIf.retention', { count: note.after });
    if (note.word === 'maxHold') return t('whatIf.maxHold');
    if (note.word === 'perMonth') {
      const shown = (limit: number | null) =>
        limit === null ? t('limits.unlimited') : shownAmount('count', limit);
      const [before, after] = [shown(note.before), shown(note.after)];
      return t('whatIf.perMonth', {
        service: note.service,
        tier: word(`fields.${note.tier}`),
        before,
        after,
      });
    }
    const kind = kindName(note.aiType);
    if (note.word === 'closed') return t('whatIf.closed', { kind });
    if (note.word === 'holds') return t('whatIf.holds', { kind, longer: note.longer, all: note.all });
    return t('whatIf.perHour', { kind, ...note });
  };
  return (
    <>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={textOf(note)}>{textOf(note)}</li>
          ))}
        </ul>
      )}
      <p className={classes.quiet}>{t('whatIf.limitsUnknown')}</p>
    </>
  );
}
