import type { LiveActivity } from '@tollgate/client';
import type { Cursor } from '@tollgate/client/admin';
import { serverNow } from '@tollgate/client/clock';
import { useCallback, useEffect, useRef, useState } from 'react';
import { admin } from '../shared/admin.ts';
import type { LiveFilters } from './search.ts';
import { askedBy, liveOf } from './stored.ts';

const PAGE = 50;

type Phase = 'loading' | 'more' | 'whole' | 'failed';

interface Stored {
  phase: Phase;
  activities: LiveActivity[];
  failure: string | null;
  /** When the first page was read. */
  askedAtMs: number;
}

const NOTHING: Stored = { phase: 'loading', activities: [], failure: null, askedAtMs: 0 };

function readPage(filters: LiveFilters, after: Cursor | null) {
  const { country, service, status, kind } = filters;
  const options = { size: PAGE, after };
  if (country) return admin().page('activitiesByCountry', { country }, options);
  if (service) return admin().page('activitiesByService', { service }, options);
  if (status) return admin().page('activitiesByStatus', { status }, options);
  if (kind) return admin().page('activitiesByKind', { aiType: kind }, options);
  return admin().page('latestActivities', {}, options);
}

/** What is stored, the newest first, by pages; anew whenever the database is to be asked something else. */
export function useStored(filters: LiveFilters) {
  const [stored, setStored] = useState(NOTHING);
  const cursor = useRef<Cursor | null>(null);
  const asked = useRef(0);
  const by = askedBy(filters);
  const value = by === null ? null : filters[by];

  const load = useCallback(
    async (isFirst: boolean) => {
      asked.current += 1;
      const mine = asked.current;
      if (isFirst) {
        cursor.current = null;
        setStored({ ...NOTHING, askedAtMs: serverNow() });
      } else setStored((before) => ({ ...before, phase: 'loading' }));
      const answer = await readPage(by === null ? {} : { [by]: value }, cursor.current);
      if (mine !== asked.current) return;
      if (!answer.success) {
        setStored((before) => ({ ...before, phase: 'failed', failure: answer.error }));
        return;
      }
      const { documents, cursor: next } = answer.data;
      cursor.current = next;
      setStored((before) => ({
        ...before,
        phase: next ? 'more' : 'whole',
        activities: [...before.activities, ...documents.map(liveOf)],
        failure: null,
      }));
    },
    [by, value],
  );
  useEffect(() => {
    void load(true);
    return () => {
      asked.current += 1;
    };
  }, [load]);
  return { ...stored, load };
}
