import { NativeSelect, TextInput } from '@mantine/core';
import { AUDIT_ACTIONS } from '@tollgate/contract/staff/audit';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../shared/lists.module.css';
import { oneOf } from '../shared/search.ts';
import type { AuditSearch } from './search.ts';

interface FiltersProps {
  search: AuditSearch;
  onChange(next: { [F in keyof AuditSearch]?: AuditSearch[F] | undefined }): void;
}

export function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation('admin-audit');
  const [target, setTarget] = useState(search.target ?? '');
  const [actor, setActor] = useState(search.actor ?? '');
  useEffect(() => setTarget(search.target ?? ''), [search.target]);
  useEffect(() => setActor(search.actor ?? ''), [search.actor]);
  const given = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const find = (event?: FormEvent) => {
    event?.preventDefault();
    const next = { target: given(target), actor: given(actor) };
    if (next.target !== search.target || next.actor !== search.actor) onChange(next);
  };
  return (
    <search aria-label={t('filters')}>
      <form className={classes.filters} onSubmit={find}>
        <NativeSelect
          label={t('action')}
          value={search.action ?? ''}
          onChange={(event) => onChange({ action: oneOf(event.currentTarget.value, AUDIT_ACTIONS) })}
          data={[
            { value: '', label: t('everyAction') },
            ...AUDIT_ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) })),
          ]}
        />
        <TextInput
          className={classes.wide}
          label={t('actor')}
          placeholder={t('actorHint')}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
          onBlur={() => find()}
        />
        <TextInput
          className={classes.wide}
          label={t('target')}
          placeholder={t('targetHint')}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          onBlur={() => find()}
        />
        <TextInput
          type="date"
          label={t('from')}
          value={search.from ?? ''}
          max={search.until}
          onChange={(event) => onChange({ from: given(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={search.until ?? ''}
          min={search.from}
          onChange={(event) => onChange({ until: given(event.currentTarget.value) })}
        />
        <button type="submit" className="visually-hidden" tabIndex={-1}>
          {t('find')}
        </button>
      </form>
    </search>
  );
}
