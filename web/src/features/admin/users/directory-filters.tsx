import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { USER_STATUSES } from '@tollgate/contract/account/status';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../shared/use-typed.ts';
import { type DirectorySearch, GROUPS, SORTS } from './directory-search.ts';
import classes from './users-page.module.css';

type Asked = 'q' | 'status' | 'tier' | 'who' | 'sort';

interface Props {
  search: DirectorySearch;
  onChange(changed: Partial<Record<Asked, string | undefined>>): void;
  /** `null` while there is nothing to clear. */
  onClear: (() => void) | null;
}

const WAIT_MS = 300;

export function DirectoryFilters({ search, onChange, onClear }: Props) {
  const { t } = useTranslation('admin-users');
  const any = { value: '', label: t('directory.any') };
  const choice = (asked: Exclude<Asked, 'q'>, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`directory.${asked}`)}
      data={data}
      value={search[asked] ?? data[0]?.value ?? ''}
      onChange={(event) => onChange({ [asked]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <search className={classes.filters}>
      <SearchField q={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      {choice('status', [any, ...USER_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))])}
      {choice('tier', [any, ...TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))])}
      {choice('who', [any, ...GROUPS.map((value) => ({ value, label: t(`directory.group.${value}`) }))])}
      {choice(
        'sort',
        SORTS.map((value) => ({ value, label: t(`directory.sorts.${value}`) })),
      )}
      {onClear && (
        <Button variant="subtle" onClick={onClear}>
          {t('directory.clear')}
        </Button>
      )}
    </search>
  );
}

function SearchField({ q, onChange }: { q: string; onChange(q: string): void }) {
  const { t } = useTranslation('admin-users');
  const field = useRef<HTMLInputElement>(null);
  const { text, type } = useTyped(q, onChange, WAIT_MS);
  useHotkeys([['/', () => field.current?.focus()]]);
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search}
      label={t('directory.search')}
      placeholder={t('directory.placeholder')}
      title={t('directory.hint')}
      aria-keyshortcuts="/"
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('directory.clear')} onClick={() => type('')} />
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
