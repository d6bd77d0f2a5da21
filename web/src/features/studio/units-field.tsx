import { NumberInput, Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { NamedService } from './drafts.ts';
import classes from './units-field.module.css';

interface Props {
  service: NamedService;
  units: number;
  onChange(units: number): void;
}

/** How much: the slider for the feel of it, the number for the exact amount. */
export function UnitsField({ service, units, onChange }: Props) {
  const { t } = useTranslation('studio');
  const { unit, maxUnits } = service;
  if (maxUnits === 1) return null;
  const label = t(`units.${unit}`);
  return (
    <div className={classes.row}>
      <NumberInput
        label={label}
        className={classes.number}
        value={units}
        onChange={(value) => onChange(typeof value === 'number' ? value : Number.NaN)}
        min={1}
        max={maxUnits}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="blur"
        thousandSeparator=","
        onBlur={() => {
          if (Number.isNaN(units)) onChange(service.defaultUnits);
        }}
      />
      <div className={classes.slider}>
        <Slider
          thumbLabel={label}
          value={Number.isNaN(units) ? 1 : units}
          onChange={onChange}
          min={1}
          max={maxUnits}
          label={null}
          size="sm"
        />
        <div className={`${classes.ends} num`} aria-hidden="true">
          <span>1</span>
          <span>{number(maxUnits)}</span>
        </div>
      </div>
    </div>
  );
}
