import { NativeSelect } from '@mantine/core';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTree, valueAt } from '../shared/diff.ts';
import { useLabels } from '../shared/labels.ts';
import classes from './credits.module.css';
import { useServices } from './editor.ts';
import { NumberField, useForm } from './fields.tsx';

const PART = 'perMonthByTier';

/** The services that have a limit of a month in some tier, by id. */
const limitedIn = (limits: unknown): string[] =>
  TIERS.flatMap((tier) => {
    const ofTier = valueAt(limits, [PART, tier]);
    return isTree(ofTier) ? Object.keys(ofTier) : [];
  });

/** A row for each service that has such a limit, has had one until now, or was just chosen. */
export function MonthLimits() {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const { base, draft, readOnly } = useForm();
  const book = useServices();
  const [chosen, setChosen] = useState<string[]>([]);
  const labelOf = (service: string) => {
    const label = valueAt(book, [service, 'label']);
    return typeof label === 'string' ? label : service;
  };
  const shown = [...new Set([...limitedIn(base), ...limitedIn(draft), ...chosen])].toSorted();
  const others = isTree(book) ? Object.keys(book).filter((service) => !shown.includes(service)) : [];
  return (
    <>
      {shown.map((service) => (
        <fieldset
          key={service}
          style={{ border: 'none', margin: 0, padding: 0 }}
          data-testid={`month-${service}`}
        >
          <legend className={classes.quiet}>{labelOf(service)}</legend>
          <div className={classes.grid}>
            {TIERS.map((tier) => (
              <NumberField
                key={tier}
                path={[PART, tier, service]}
                label={word(`fields.${tier}`)}
                mayBeEmpty
                empty={undefined}
                emptyWord={t('limits.unlimited')}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {shown.length === 0 && <p className={classes.quiet}>{t('noEntries')}</p>}
      {!readOnly && others.length > 0 && (
        <NativeSelect
          maw="20rem"
          label={t('limits.addService')}
          value=""
          data={[
            { value: '', label: t('limits.choose') },
            ...others.map((value) => ({ value, label: labelOf(value) })),
          ]}
          onChange={({ currentTarget: { value } }) => setChosen([...chosen, value])}
        />
      )}
    </>
  );
}
