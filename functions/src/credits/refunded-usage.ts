import type { UsageByService } from '@tollgate/contract/account/usage';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { dayOf, monthOf } from '@tollgate/contract/common/calendar';
import { toMicro } from '@tollgate/contract/common/money';
import { againCounted, withoutCall } from '../limits/decide-month.ts';
import { nameIn } from './personal-usage.ts';

/**
 * How a refund changes the count of a generation: fewer credits, and one call fewer if all of it came back.
 */
interface Change {
  generations: number;
  spentMicro: number;
  tokens: number;
}

/**
 * The user's own counts after staff refund an activity, or undo a refund: in the day and month of the charge,
 * while those are kept. So someone whose generation failed through our fault gets their limits back too.
 */
export function countRefund(
  user: User,
  before: Activity,
  after: Activity,
): Pick<User, 'usage' | 'usageDays' | 'usageMonths' | 'monthlyCalls'> {
  const { usage, usageDays, usageMonths, monthlyCalls } = user;
  const { service, tokens, chargedMicro, endedAt } = before;
  if (endedAt === null) return { usage, usageDays, usageMonths, monthlyCalls };
  const isWhole = ({ refundedMicro }: Activity) => refundedMicro === chargedMicro;
  const generations = Number(isWhole(before)) - Number(isWhole(after));
  const change: Change = {
    generations,
    spentMicro: before.refundedMicro - after.refundedMicro,
    tokens: generations * (tokens ? tokens.input + tokens.output : 0),
  };
  const [day, month] = [dayOf(endedAt), monthOf(endedAt)];
  const inServices = (services: UsageByService) => changedIn(services, service, change);
  return {
    usage: {
      ...usage,
      monthly: usage.month === month ? changed(usage.monthly, change) : usage.monthly,
      lifetime: changed(usage.lifetime, change),
    },
    usageDays: usageDays.map((one) => (one.day === day ? { day, services: inServices(one.services) } : one)),
    usageMonths: usageMonths.map((one) =>
      one.month === month ? { month, services: inServices(one.services) } : one,
    ),
    monthlyCalls:
      generations < 0
        ? withoutCall(monthlyCalls, before)
        : generations > 0
          ? againCounted(monthlyCalls, before)
          : monthlyCalls,
  };
}

function changed(used: User['usage']['monthly'], { generations, spentMicro, tokens }: Change) {
  return {
    generations: Math.max(0, used.generations + generations),
    spentMicro: toMicro(Math.max(0, used.spentMicro + spentMicro)),
    tokens: Math.max(0, used.tokens + tokens),
  };
}

/** A service that is back at zero keeps its entry, so that undoing the refund finds it. */
function changedIn(
  services: UsageByService,
  service: string,
  { generations, spentMicro }: Change,
): UsageByService {
  const name = nameIn(services, service);
  const known = Object.hasOwn(services, name) ? services[name] : undefined;
  if (!known) return services;
  return {
    ...services,
    [name]: {
      generations: Math.max(0, known.generations + generations),
      spentMicro: toMicro(Math.max(0, known.spentMicro + spentMicro)),
    },
  };
}
