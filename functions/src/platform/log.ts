import { error, info, warn } from 'firebase-functions/logger';

/**
 * Structured logs. Fields are ids, counts and codes, never a prompt, token, name or address: the types allow
 * nothing else.
 */
type Fields = Record<string, string | number | boolean | null | undefined>;

export const log = {
  info: (message: string, fields: Fields = {}) => info(message, fields),
  warn: (message: string, fields: Fields = {}) => warn(message, fields),
  /** For what must not happen. `cause` keeps its stack trace in the log and nowhere else. */
  error: (message: string, cause: unknown, fields: Fields = {}) =>
    error(message, {
      ...fields,
      error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    }),
};
