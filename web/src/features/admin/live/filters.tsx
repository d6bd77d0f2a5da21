import { Button, CloseButton, Kbd, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { LiveActivity } from '@tollgate/client';
import { ACTIVITY_STATUSES } from '@tollgate/contract/activity/status';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { type RefObject, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../../shared/format.ts';
import { kindName } from '../../../shared/kinds.ts';
import { useTyped } from '../shared/use-typed.ts';
import { facetsOf, isFiltered } from './filtering.ts';
import classes from './filters.module.css';
import { focusFirstRow } from './rows.ts';
import { useLiveSearch } from './use-live-search.ts';
import { countryName } from './words.ts';

interface Props {
  activities: readonly LiveActivity[];
  searchRef: RefObject<HTMLInputElement | null>;
}

/** The filters, each with how many rows it would show. */
export function Filters({ activities, searchRef }: Props) {
  const { t } = useTranslation('admin-live');
  const { filters, change } = useLiveSearch();
  const rows = useDeferredValue(activities);
  const facets = useMemo(() => facetsOf(rows, filters), [rows, filters]);
  const { status, kind } = filters;
  return (
    <search className={classes.filters} aria-label={t('filters.label')}>
      <div className={classes.fields}>
        <Search searchRef={searchRef} />
        <Choice facet="service" counts={facets.service} nameOf={(service) => service} />
        <Choice facet="country" counts={facets.country} nameOf={countryName} />
      </div>
      <div className={classes.chipRow}>
        <fieldset className={classes.chips} aria-label={t('filters.status')}>
          {ACTIVITY_STATUSES.map((one) => (
            <Chip
              key={one}
              label={t(`status.${one}`)}
              count={facets.status.get(one) ?? 0}
              isOn={status === one}
              onClick={() => change({ status: status === one ? undefined : one })}
            />
          ))}
        </fieldset>
        <fieldset className={classes.chips} aria-label={t('filters.kind')}>
          {AI_TYPES.map((one) => (
            <Chip
              key={one}
              label={kindName(one)}
              count={facets.kind.get(one) ?? 0}
              isOn={kind === one}
              onClick={() => change({ kind: kind === one ? undefined : one })}
            />
          ))}
        </fieldset>
        {isFiltered(filters) && <ClearFilters />}
      </div>
    </search>
  );
}

export function ClearFilters() {
  const { t } = useTranslation('admin-live');
  const { change } = useLiveSearch();
  const none = { status: undefined, kind: undefined, service: undefined, country: undefined, q: undefined };
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => change(none)}>
      {t('filters.clear')}
    </Button>
  );
}

const TYPED_MS = 150;

function Search({ searchRef }: { searchRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('admin-live');
  const { search, change } = useLiveSearch();
  const { text, type } = useTyped(search.q ?? '', (q) => change({ q: q || undefined }, 'typing'), TYPED_MS);
  return (
    <TextInput
      ref={searchRef}
      className={classes.search}
      size="xs"
      aria-label={t('filters.search')}
      aria-keyshortcuts="/"
      placeholder={t('filters.searchHint')}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={
        text ? (
          <CloseButton size="xs" aria-label={t('filters.clearSearch')} onClick={() => type('')} />
        ) : (
          <Kbd size="xs" aria-hidden="true">
            /
          </Kbd>
        )
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' && focusFirstRow()) event.preventDefault();
        if (event.key !== 'Escape') return;
        if (text) type('');
        else event.currentTarget.blur();
      }}
    />
  );
}

interface ChoiceProps {
  facet: 'service' | 'country';
  counts: ReadonlyMap<string, number>;
  nameOf(value: string): string;
}

function Choice({ facet, counts, nameOf }: ChoiceProps) {
  const { t } = useTranslation('admin-live');
  const { filters, change } = useLiveSearch();
  const chosen = filters[facet] ?? '';
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const values = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([value]) => value);
  if (chosen && !counts.has(chosen)) values.unshift(chosen);
  const counted = (name: string, count: number) => t('filters.counted', { name, count: number(count) });
  return (
    <NativeSelect
      size="xs"
      aria-label={t(`filters.${facet}`)}
      data-active={chosen !== '' || undefined}
      className={classes.choice}
      value={chosen}
      onChange={(event) => change({ [facet]: event.currentTarget.value || undefined })}
      data={[
        { value: '', label: counted(t(`filters.all.${facet}`), all) },
        ...values.map((value) => ({ value, label: counted(nameOf(value), counts.get(value) ?? 0) })),
      ]}
    />
  );
}

interface ChipProps {
  label: string;
  count: number;
  isOn: boolean;
  onClick(): void;
}

const Chip = ({ label, count, isOn, onClick }: ChipProps) => (
  <button
    type="button"
    className={classes.chip}
    aria-pressed={isOn}
    data-none={count === 0 || undefined}
    onClick={onClick}
  >
    {label}
    <span className="num">{number(count)}</span>
  </button>
);
