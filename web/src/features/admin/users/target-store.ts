import { create } from 'zustand';

/** Whom the forms beside the list are about: taken from a row, or written by hand. */
interface Target {
  /** An email or a uid, as written. */
  user: string;
}

export const useTarget = create<Target>(() => ({ user: '' }));

export const aimAt = (user: string): void => useTarget.setState({ user });

/** A grant goes to an email or to a uid. */
export const isEmail = (user: string): boolean => user.includes('@');
