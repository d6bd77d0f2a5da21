import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { kindName } from '../../../shared/kinds.ts';
import classes from './live.module.css';
import { LIMIT } from './live-store.ts';
import type { LiveFilters } from './search.ts';
import { askedBy } from './stored.ts';
import { useLiveSearch } from './use-live-search.ts';
import { countryName, type Words } from './words.ts';

/** What the database is asked for, in words: "Failed", "local-image", "Germany". */
export function askedText(t: Words, filters: LiveFilters): string | null {
  const { status, kind, service, country } = filters;
  switch (askedBy(filters)) {
    case 'country':
      return country ? countryName(country) : null;
    case 'service':
      return service ?? null;
    case 'status':
      return status ? t(`status.${status}`) : null;
    case 'kind':
      return kind ? kindName(kind) : null;
    case null:
      return null;
  }
}

/** Below the rows: there is more than what is followed. */
export function OfferStored() {
  const { t } = useTranslation('admin-live');
  const { filters, change } = useLiveSearch();
  const what = askedText(t, filters);
  return (
    <div className={classes.offer}>
      <p>{t('offer.why', { limit: LIMIT })}</p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHistory size={15} aria-hidden="true" />}
        onClick={() => {
          change({ list: 'stored' });
          window.scrollTo({ top: 0 });
        }}
      >
        {what === null ? t('offer.all') : t('offer.of', { what })}
      </Button>
    </div>
  );
}
