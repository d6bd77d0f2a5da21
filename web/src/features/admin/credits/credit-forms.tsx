import { Title } from '@mantine/core';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { UNITS } from '@tollgate/contract/kinds/units';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { useTranslation } from 'react-i18next';
import { shownAmount } from '../shared/amounts.ts';
import { type Tree, valueAt } from '../shared/diff.ts';
import { fieldName, useLabels } from '../shared/labels.ts';
import classes from './credits.module.css';
import { Entries } from './entries.tsx';
import { ChoiceField, NumberField, SwitchField, TextField, useForm } from './fields.tsx';

const numberOf = (entry: Tree, field: string): number | null => {
  const value = entry[field];
  return typeof value === 'number' ? value : null;
};

export function PriceBook() {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const choices = <T extends string>(values: readonly T[]) =>
    values.map((value) => ({ value, label: fieldName(word, value) }));
  const priceOf = (entry: Tree): string => {
    const [price, per] = [numberOf(entry, 'priceMicro'), numberOf(entry, 'per')];
    if (price === null || per === null) return '';
    const unit = UNITS.find((one) => one === entry.unit);
    if (!unit) return '';
    const units = t(`perUnits.${unit}`, { count: per });
    return t('priceEach', {
      shown: word('credits', { count: price / MICRO_PER_CREDIT, shown: shownAmount('credits', price) }),
      units,
    });
  };
  return (
    <Entries
      field="services"
      title={t('prices.title')}
      hint={t('prices.hint')}
      addLabel={t('prices.add')}
      summary={priceOf}
      fresh={(id) => ({
        ...{ label: id, description: '', aiType: 'image', unit: 'image' },
        ...{ priceMicro: MICRO_PER_CREDIT, per: 1, minimumMicro: 0, providerCostMicroUsd: 0 },
        ...{ defaultUnits: 1, maxUnits: 10, provider: null },
      })}
    >
      {(path) => (
        <>
          <TextField path={[...path, 'label']} />
          <ChoiceField path={[...path, 'aiType']} choices={choices(AI_TYPES)} />
          <ChoiceField path={[...path, 'unit']} choices={choices(UNITS)} />
          <ChoiceField
            path={[...path, 'provider']}
            choices={[{ value: 'local', label: t('prices.local') }]}
            none={t('prices.byApp')}
          />
          <NumberField path={[...path, 'priceMicro']} />
          <NumberField path={[...path, 'per']} hint={t('prices.per')} />
          <NumberField path={[...path, 'minimumMicro']} hint={t('prices.minimum')} />
          <NumberField path={[...path, 'providerCostMicroUsd']} hint={t('prices.cost')} />
          <NumberField path={[...path, 'defaultUnits']} />
          <NumberField path={[...path, 'maxUnits']} />
          <div className={classes.wide}>
            <TextField path={[...path, 'description']} long />
          </div>
        </>
      )}
    </Entries>
  );
}

const perMonth = (entry: Tree, field: string): string => {
  const [amount, cents] = [numberOf(entry, field), numberOf(entry, 'priceCents')];
  if (amount === null || cents === null) return '';
  return `${shownAmount('credits', amount)} · ${shownAmount('cents', cents)}`;
};

export function Grants() {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const { base } = useForm();
  return (
    <>
      <section className={`surface ${classes.group}`} aria-label={t('grants.welcome')}>
        <Title order={2}>{t('grants.welcome')}</Title>
        <div className={classes.grid}>
          <NumberField path={['welcomeMicro']} hint={t('grants.welcomeHint')} />
          <NumberField path={['lowBalanceMicro']} hint={t('grants.lowBalance')} />
          {valueAt(base, ['creditPriceMicroUsd']) !== undefined && (
            <NumberField path={['creditPriceMicroUsd']} hint={t('grants.creditPrice')} />
          )}
        </div>
        <SwitchField path={['welcomeNeedsVerifiedEmail']} hint={t('grants.verifiedHint')} />
      </section>
      <Entries
        field="plans"
        title={t('grants.plans')}
        hint={t('grants.plansHint')}
        addLabel={t('grants.addPlan')}
        summary={(entry) => perMonth(entry, 'monthlyMicro')}
        fresh={(id) => ({ label: id, tier: 'basic', monthlyMicro: 100 * MICRO_PER_CREDIT, priceCents: 999 })}
      >
        {(path) => (
          <>
            <TextField path={[...path, 'label']} />
            <ChoiceField
              path={[...path, 'tier']}
              choices={TIERS.map((value) => ({ value, label: word(`fields.${value}`) }))}
            />
            <NumberField path={[...path, 'monthlyMicro']} />
            <NumberField path={[...path, 'priceCents']} hint={t('grants.aMonth')} />
          </>
        )}
      </Entries>
      <Entries
        field="packs"
        head={<SwitchField path={['sellsPacks']} hint={t('grants.sellsPacks')} />}
        title={t('grants.packs')}
        hint={t('grants.packsHint')}
        addLabel={t('grants.addPack')}
        summary={(entry) => perMonth(entry, 'creditsMicro')}
        fresh={(id) => ({
          label: id,
          creditsMicro: 25 * MICRO_PER_CREDIT,
          bonusMicro: 0,
          priceCents: 499,
          bestValue: false,
        })}
      >
        {(path) => (
          <>
            <TextField path={[...path, 'label']} />
            <NumberField path={[...path, 'creditsMicro']} />
            <NumberField path={[...path, 'bonusMicro']} hint={t('grants.bonus')} />
            <NumberField path={[...path, 'priceCents']} />
            <SwitchField path={[...path, 'bestValue']} hint={t('grants.bestValue')} />
          </>
        )}
      </Entries>
    </>
  );
}
