import type { User } from '@tollgate/contract/account/user';
import type { StaffAction } from '../shared/staff-actions.ts';
import type { Me } from './acts.ts';
import type { Draft } from './draft.ts';

/** An act that staff have opened on a user, and what it answers to. */
export interface OpenAct {
  user: User;
  me: Me;
  act: StaffAction;
  /** Tells this act on this user from others. */
  name: string;
  preset: Partial<Draft>;
  onBack(act: StaffAction, of: string | null, preset: Partial<Draft>): void;
  onBusy(isBusy: boolean): void;
  onClose(): void;
  onDone(): void;
}
