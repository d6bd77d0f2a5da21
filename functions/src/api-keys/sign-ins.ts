import { BoundedMap } from '../platform/bounded-map.ts';
import { log } from '../platform/log.ts';

/** For so long an instance goes by what Authentication has said of an account. */
export const SIGN_IN_KNOWN_FOR_MS = 40_000;
/**
 * When Authentication can't be asked, what it said last holds for so long: its outage must not be
 * everybody's.
 */
export const SIGN_IN_TRUSTED_FOR_MS = 3_600_000;
const MAX_KNOWN = 5_000;

/**
 * Whether the owners of keys could still sign in. Accounts that are disabled or removed in Authentication
 * alone, many at once too, send no event that could end their keys; so it is asked again and again while a
 * key is used.
 */
export class SignIns {
  readonly #known = new BoundedMap<string, { isOpen: boolean; askedMs: number }>(MAX_KNOWN);
  readonly #isDisabled: (userId: string) => Promise<boolean>;
  readonly #clockMs: () => number;

  constructor(isDisabled: (userId: string) => Promise<boolean>, clockMs: () => number) {
    this.#isDisabled = isDisabled;
    this.#clockMs = clockMs;
  }

  async isOpen(userId: string): Promise<boolean> {
    const askedMs = this.#clockMs();
    const known = this.#known.get(userId);
    if (known && askedMs - known.askedMs < SIGN_IN_KNOWN_FOR_MS) return known.isOpen;
    try {
      const isOpen = !(await this.#isDisabled(userId));
      this.#known.set(userId, { isOpen, askedMs });
      return isOpen;
    } catch (error) {
      if (!known || askedMs - known.askedMs >= SIGN_IN_TRUSTED_FOR_MS) throw error;
      log.error('Authentication could not be asked about the owner of a key', error);
      return known.isOpen;
    }
  }
}
