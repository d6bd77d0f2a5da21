import { LEDGER_TYPES, type LedgerType } from '@tollgate/contract/ledger/entry-types';
import { isStaffAction, type StaffAction } from '../shared/staff-actions.ts';

/**
 * What the address of a user's page says. Apart from the rest of it, because the router reads it before the
 * page is there.
 */

export const TABS = ['ledger', 'activities', 'orders', 'abuse', 'log'] as const;
export type Tab = (typeof TABS)[number];

export interface UserSearch {
  tab?: Tab;
  /** Of the ledger's entries. */
  type?: LedgerType;
  /** The action whose dialog is open. */
  act?: StaffAction;
  /** The activity that it refunds, or the ledger entry that it undoes. */
  of?: string;
}

/** An address that somebody changed by hand leaves out what it can't mean. */
export function readUserSearch(raw: Record<string, unknown>): UserSearch {
  const tab = TABS.find((one) => one === raw.tab);
  const type = LEDGER_TYPES.find((one) => one === raw.type);
  const act = isStaffAction(raw.act) ? raw.act : undefined;
  const of = act && typeof raw.of === 'string' && !raw.of.includes('/') ? raw.of : undefined;
  return {
    ...(tab && tab !== 'ledger' && { tab }),
    ...(type && { type }),
    ...(act && { act }),
    ...(of && { of }),
  };
}
