import type { LiveActivity } from '@tollgate/client';
import type { Activity } from '@tollgate/contract/activity/activity';
import { lotsBySource } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { dateTime, number } from '../../../shared/format.ts';
import { kindName } from '../../../shared/kinds.ts';
import classes from './activity-drawer.module.css';
import { creditsText, unitsText, type Words } from './words.ts';

interface Props {
  activity: LiveActivity;
  whole: Activity | null;
}

/** What was asked for and what it cost, in full. */
export function DrawerFacts({ activity, whole }: Props) {
  const { t } = useTranslation('admin-live');
  return (
    <section aria-label={t('drawer.facts')}>
      <h3 className={classes.heading}>{t('drawer.facts')}</h3>
      <dl className={`${classes.rows} num`}>
        {factsOf(t, activity, whole).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="break">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function factsOf(t: Words, activity: LiveActivity, whole: Activity | null): [label: string, value: string][] {
  const { aiType, service, units, unit, usedUnits, heldMicro, chargedMicro, endedAt } = activity;
  const fact = (label: string, value: string | null | undefined): [string, string][] =>
    value ? [[label, value]] : [];
  const lots =
    whole &&
    lotsBySource(whole.taken)
      .map(({ source, amountMicro }) => `${t(`source.${source}`)} ${creditsText(t, amountMicro)}`)
      .join(t('list'));
  const price =
    whole &&
    t('drawer.price', {
      amount: creditsText(t, whole.price.priceMicro),
      units: unitsText(t, whole.price.per, unit),
    });
  return [
    ...fact(t('facts.kind'), `${kindName(aiType)} · ${service}`),
    ...fact(t('facts.runBy'), t(`runBy.${activity.runBy}`)),
    ...fact(t('facts.asked'), unitsText(t, units, unit)),
    ...fact(t('facts.used'), usedUnits === null ? null : unitsText(t, usedUnits, unit)),
    ...fact(
      t('facts.tokens'),
      whole?.tokens &&
        t('drawer.tokens', { input: number(whole.tokens.input), output: number(whole.tokens.output) }),
    ),
    ...fact(
      t('facts.held'),
      [creditsText(t, heldMicro), lots && t('drawer.from', { lots })].filter(Boolean).join(' '),
    ),
    ...fact(t('facts.charged'), endedAt === null ? null : creditsText(t, chargedMicro)),
    ...fact(
      t('facts.chargedFor'),
      whole?.endAnswer?.chargedFor && t(`chargedFor.${whole.endAnswer.chargedFor}`),
    ),
    ...fact(t('facts.refunded'), whole?.refundedMicro ? creditsText(t, whole.refundedMicro) : null),
    ...fact(
      t('facts.price'),
      [price, t('drawer.version', { version: activity.priceVersion })].filter(Boolean).join(' · '),
    ),
    ...fact(t('facts.tier'), whole && t(`tier.${whole.tier}`)),
    ...fact(t('facts.holdUntil'), whole && endedAt === null ? dateTime(whole.holdExpiresAt) : null),
    ...fact(t('facts.result'), whole?.result?.mimeType),
    ...fact(t('facts.error'), activity.error && `${activity.error.message} (${activity.error.code})`),
    ...fact(t('facts.userId'), activity.userId),
    ...fact(t('facts.activityId'), activity.activityId),
  ];
}
