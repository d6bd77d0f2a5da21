/**
 * The server in front of a function parses the body before the function runs, and prints one that it can't
 * parse, prompt and all, with `console.error`. `body-limit.ts` refuses what is no JSON before that; whatever
 * else the server may stumble over is made discreet here: the kind of error stays, what was sent does not.
 */
function discreet(value: unknown): unknown {
  if (!(value instanceof Error) || !('body' in value)) return value;
  const kind = 'type' in value && typeof value.type === 'string' ? value.type : value.name;
  return `a request body was not understood: ${kind}`;
}

/** Has everything that this process prints as an error pass by {@link discreet}. */
export function beDiscreet(): void {
  const print = console.error;
  console.error = (...values: unknown[]) => print(...values.map(discreet));
}
