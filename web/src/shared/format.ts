import { formatCredits } from '@tollgate/client';

/** Amounts as people read them: up to six decimals, exactly. */
export const credits = (amountMicro: number): string => formatCredits(amountMicro);

export const creditsWithUnit = (amountMicro: number): string =>
  `${credits(amountMicro)} ${Math.abs(amountMicro) === 1_000_000 ? 'credit' : 'credits'}`;

export const signedCredits = (amountMicro: number): string =>
  amountMicro > 0 ? `+${credits(amountMicro)}` : credits(amountMicro).replace('-', '−');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** "4 s", "1 min 20 s", "2 h 5 min": rounded up, so that a countdown ends when it says so. */
export function duration(ms: number): string {
  const whole = Math.ceil(Math.max(0, ms) / SECOND) * SECOND;
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const seconds = Math.floor((whole % MINUTE) / SECOND);
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return seconds > 0 ? `${minutes} min ${seconds} s` : `${minutes} min`;
  return `${seconds} s`;
}

/** Processing times are short and compared: "0.42 s", "12.3 s", then as {@link duration}. */
export function processingTime(ms: number): string {
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(2)} s`;
  return ms < MINUTE ? `${(ms / SECOND).toFixed(1)} s` : duration(ms);
}

/** "just now", "12 s ago", "5 min ago", then the time of day, then the date. */
export function ago(atMs: number, nowMs: number): string {
  const age = nowMs - atMs;
  if (age < 3 * SECOND) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return sameDay
    ? new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(atMs)
    : new Intl.DateTimeFormat('en', {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      }).format(atMs);
}

export const dateTime = (atMs: number): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(atMs);
