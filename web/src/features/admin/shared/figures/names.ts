import { SEVERITIES } from '@tollgate/contract/abuse/severity';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { isRefusalReason, type RefusalReason } from '@tollgate/contract/refusals/refusals';
import type { TFunction } from 'i18next';
import { isKind, kindName } from '../../../../shared/kinds.ts';

type Named = (typeof TIERS)[number] | (typeof SEVERITIES)[number];
const NAMED: readonly string[] = [...TIERS, ...SEVERITIES];
const isNamed = (name: string): name is Named => NAMED.includes(name);

/**
 * What a kind, a tier or the reason of a refusal is called; a service's or a user's own name stays as it is.
 */
export function nameIn(t: TFunction<'admin-figures'>, name: string): string {
  if (isKind(name)) return kindName(name);
  if (isNamed(name)) return t(`names.${name}`);
  return isRefusalReason(name) ? t(`reasons.${name satisfies RefusalReason}`) : name;
}
