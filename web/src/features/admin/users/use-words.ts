import { USER_STATUSES } from '@tollgate/contract/account/status';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { USER_ROLES } from '@tollgate/contract/staff/roles';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { isKind } from '../../../shared/kinds.ts';
import { COUNTED_FIELDS } from './acts.ts';

export interface Word {
  label: string;
  before: string;
  after: string;
}

/** Amounts and changes, as sentences of the language in force. */
export function useWords() {
  const { t } = useTranslation('admin-users');

  const amount = (micro: number): string =>
    t('credits', { count: Math.abs(micro) / MICRO_PER_CREDIT, amount: credits(micro) });

  const shownAs = (field: string, value: unknown): string => {
    if (field === 'role') return t(`role.${USER_ROLES.find((one) => one === value) ?? 'user'}`);
    const status = field === 'status' && USER_STATUSES.find((one) => one === value);
    if (status) return t(`status.${status}`);
    const tier = field === 'tier' && TIERS.find((one) => one === value);
    if (tier) return t(`tier.${tier}`);
    if (typeof value === 'number') return /micro$/i.test(field) ? credits(value) : String(value);
    return value === null || value === undefined ? t('unknown') : String(value);
  };

  const labelOf = (field: string): string => {
    const counted = COUNTED_FIELDS.find((one) => one === field);
    if (counted && isKind(counted)) return t(`kind.${counted}.counted`, { ns: 'common' });
    if (counted) return t(`limited.${counted}`);
    const what = (['refunded', 'status', 'tier', 'role'] as const).find((one) => one === field);
    return what ? t(`what.${what}`) : field === 'creditsMicro' ? t('what.credits') : field;
  };

  /** What an audit entry says was changed; what has no "before" is a detail, not a change. */
  const changesOfAudit = ({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Word[] =>
    Object.keys(before)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({
        label: labelOf(field),
        before: shownAs(field, before[field]),
        after: shownAs(field, after[field]),
      }));

  return { amount, labelOf, shownAs, changesOfAudit };
}
