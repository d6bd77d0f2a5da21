import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import type { Balance } from './balance.ts';

/**
 * Brings together the two that know what a guest has left: the profile, which is fetched and knows everything
 * that counts here, and the user's document, which is followed and knows what the last generation told. News
 * of the document wins until the profile is fetched again; what the document says first is older than the
 * profile.
 */
export class GuestLeft {
  #heard: string | undefined;
  #changes = 0;

  /** The profile with what the balance tells anew. */
  follow<P extends { guest: LimitLeft | null } | null>({ guest }: Balance, profile: P): P {
    const told = JSON.stringify(guest);
    const isNews = this.#heard !== undefined && told !== this.#heard;
    this.#heard = told;
    if (!isNews) return profile;
    this.#changes += 1;
    return profile?.guest && guest ? { ...profile, guest } : profile;
  }

  /**
   * Call it before the profile is fetched, and what it returns with the answer: news that came meanwhile
   * stays.
   */
  fetching(): <P extends { guest: LimitLeft | null }>(profile: P, balance: Balance | null) => P {
    const before = this.#changes;
    return (profile, balance) =>
      this.#changes > before && profile.guest && balance?.guest
        ? { ...profile, guest: balance.guest }
        : profile;
  }
}
