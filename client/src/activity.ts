import { RUNNERS, type Runner } from '@tollgate/contract/activity/activity';
import { ACTIVITY_STATUSES, type ActivityStatus } from '@tollgate/contract/activity/status';
import { AI_TYPES, type AiType } from '@tollgate/contract/kinds/kinds';
import { UNITS, type Unit } from '@tollgate/contract/kinds/units';

/**
 * An activity as the live views show it: `ai_activity` without what only the system needs. Times are
 * milliseconds.
 */
export interface LiveActivity {
  activityId: string;
  userId: string;
  email: string | null;
  displayName: string | null;
  country: string | null;
  isGuest: boolean;
  aiType: AiType;
  service: string;
  /** `generate`, the app itself, or the app's own server. */
  runBy: Runner;
  status: ActivityStatus;
  /** Per cent. */
  progress: number;
  unit: Unit;
  units: number;
  usedUnits: number | null;
  heldMicro: number;
  chargedMicro: number;
  priceVersion: number;
  promptPreview: string;
  hasResult: boolean;
  simulated: boolean;
  error: { code: string; message: string } | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  processingTimeMs: number | null;
  cancelRequestedAt: number | null;
  /** What the user could spend when it ended. */
  creditsMicroAtEnd: number | null;
}

type Fields = Record<string, unknown>;

/** Of what is no object, none. */
export const fieldsOf = (value: unknown): Fields => ({ ...Object(value) });
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const countOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
export const member = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value);

/** A Firestore Timestamp as milliseconds since 1970. */
export const millis = (value: unknown): number | null => {
  const time: { toMillis?: unknown } = Object(value);
  return typeof time.toMillis === 'function' ? countOrNull(time.toMillis()) : null;
};

/**
 * Reads a document of `ai_activity`; `undefined` when it is not one, so that one bad document spoils no list.
 */
export function readActivity(activityId: string, document: unknown): LiveActivity | undefined {
  const fields = fieldsOf(document);
  const aiType = member(AI_TYPES, fields.aiType);
  const status = member(ACTIVITY_STATUSES, fields.status);
  const unit = member(UNITS, fields.unit);
  const createdAt = millis(fields.createdAt);
  if (!aiType || !status || !unit || createdAt === null) return undefined;
  const result = fieldsOf(fields.result);
  const error = fieldsOf(fields.error);
  return {
    activityId,
    userId: text(fields.userId),
    email: textOrNull(fields.email),
    displayName: textOrNull(fields.displayName),
    country: textOrNull(fields.country),
    isGuest: fields.isGuest === true,
    aiType,
    service: text(fields.service),
    runBy: member(RUNNERS, fields.runBy) ?? 'server',
    status,
    progress: count(fields.progress),
    unit,
    units: count(fields.units),
    usedUnits: countOrNull(fields.usedUnits),
    heldMicro: count(fields.heldMicro),
    chargedMicro: count(fields.chargedMicro),
    priceVersion: count(fields.priceVersion),
    promptPreview: text(fields.promptPreview),
    hasResult: Boolean(fields.result),
    simulated: result.simulated === true,
    error: fields.error ? { code: text(error.code), message: text(error.message) } : null,
    createdAt,
    startedAt: millis(fields.startedAt),
    endedAt: millis(fields.endedAt),
    processingTimeMs: countOrNull(fields.processingTimeMs),
    cancelRequestedAt: millis(fields.cancelRequestedAt),
    creditsMicroAtEnd: countOrNull(fieldsOf(fields.endAnswer).creditsMicro),
  };
}
