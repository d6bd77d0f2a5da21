import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { isKind } from '../../../shared/kinds.ts';
import { kindOfField, shownAmount } from './amounts.ts';

type Words = TFunction<'admin-changes'>;

/** Fields by their names in the documents: what has no word here is shown as it is. */
export function fieldName(t: Words, name: string): string {
  if (isKind(name)) return t(`kind.${name}.name`, { ns: 'common', defaultValue: name });
  const key = `fields.${name}`;
  return t(key as 'fields.label', { defaultValue: name });
}

/** "Price book › dalle3 › Price". */
export const pathLabel = (t: Words, path: readonly string[]): string =>
  path.map((name) => fieldName(t, name)).join(' › ');

/** A value as people read it: what a number means, its field's name tells. */
export function valueLabel(t: Words, path: readonly string[], value: unknown): string {
  const field = path.findLast((name) => !/^\d+$/.test(name)) ?? '';
  if (value === undefined) return t('none');
  if (value === null) return t('never');
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'number') return numberLabel(t, field, value);
  if (typeof value === 'string') return value === '' ? t('empty') : value;
  if (Array.isArray(value)) return value.length === 0 ? t('empty') : value.map(String).join(', ');
  return JSON.stringify(value);
}

function numberLabel(t: Words, field: string, value: number): string {
  if (field.endsWith('At')) return dateTime(value);
  const kind = kindOfField(field);
  const shown = shownAmount(kind, value);
  return kind === 'credits' ? t('credits', { count: value / MICRO_PER_CREDIT, shown }) : shown;
}

export const useLabels = () => useTranslation('admin-changes').t;
