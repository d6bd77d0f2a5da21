const NEWEST_FIRST = [{ field: 'createdAt', direction: 'desc' }] as const;

const newest = <const W extends Readonly<Record<string, '=='>>>(where: W) =>
  ({ collection: 'ai_activity', where, orderBy: NEWEST_FIRST }) as const;

/**
 * The queries of `ai_activity` that the SDK asks. It builds them itself (`client/src/watch.ts`), and a test
 * holds it to these.
 */
export const ACTIVITY_QUERIES = {
  /** The live console. */
  latestActivities: newest({}),
  /** A user's history. */
  activitiesOfUser: newest({ userId: '==' }),
  /** What the live console looks for beyond its rows, by one filter at a time. */
  activitiesByStatus: newest({ status: '==' }),
  activitiesByKind: newest({ aiType: '==' }),
  activitiesByService: newest({ service: '==' }),
  activitiesByCountry: newest({ country: '==' }),
} as const;
