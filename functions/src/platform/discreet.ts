/**
 * The framework parses the body before our function runs, and prints one that it can't parse with
 * `console.error`, prompt included. `body-limit.ts` refuses invalid JSON before that. Whatever else the
 * framework trips over is redacted here: the kind of error stays, the content goes.
 */
function discreet(value: unknown): unknown {
  if (!(value instanceof Error) || !('body' in value)) return value;
  const kind = 'type' in value && typeof value.type === 'string' ? value.type : value.name;
  return `a request body was not understood: ${kind}`;
}

/** Passes everything that this process prints as an error through {@link discreet}. */
export function beDiscreet(): void {
  const print = console.error;
  console.error = (...values: unknown[]) => print(...values.map(discreet));
}
