import type { LiveActivity } from '@tollgate/client';
import type { Found } from '@tollgate/client/admin';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { LiveFilters } from './search.ts';

/** What is stored beyond the live rows, by pages.. */

/** The filter by which the database searches; the others are for what it found. */
export type AskedBy = 'country' | 'service' | 'status' | 'kind' | null;

/** The one that usually leaves least: a service is of one kind. */
export const askedBy = ({ country, service, status, kind }: LiveFilters): AskedBy =>
  country ? 'country' : service ? 'service' : status ? 'status' : kind ? 'kind' : null;

/** Which of the filters are left to the page. */
export function leftOver(filters: LiveFilters): (keyof LiveFilters)[] {
  const by = askedBy(filters);
  const names: (keyof LiveFilters)[] = ['status', 'kind', 'service', 'country', 'q'];
  return names.filter((name) => name !== by && filters[name] !== undefined);
}

/** A stored activity as the live view shows it. */
export const liveOf = ({ id, result, endAnswer, ...activity }: Found<Activity>): LiveActivity => ({
  activityId: id,
  userId: activity.userId,
  email: activity.email,
  displayName: activity.displayName,
  country: activity.country,
  isGuest: activity.isGuest,
  aiType: activity.aiType,
  service: activity.service,
  runBy: activity.runBy,
  status: activity.status,
  progress: activity.progress,
  unit: activity.unit,
  units: activity.units,
  usedUnits: activity.usedUnits,
  heldMicro: activity.heldMicro,
  chargedMicro: activity.chargedMicro,
  priceVersion: activity.priceVersion,
  promptPreview: activity.promptPreview,
  hasResult: result !== null,
  simulated: result?.simulated ?? false,
  error: activity.error,
  createdAt: activity.createdAt,
  startedAt: activity.startedAt,
  endedAt: activity.endedAt,
  processingTimeMs: activity.processingTimeMs,
  cancelRequestedAt: activity.cancelRequestedAt,
  creditsMicroAtEnd: endAnswer?.creditsMicro ?? null,
});
