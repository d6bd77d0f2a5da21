import type { UsageByService } from '@tollgate/contract/account/usage';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { dayOf, monthOf } from '@tollgate/contract/common/calendar';
import { toMicro } from '@tollgate/contract/common/money';
import { againCounted, withoutCall } from '../limits/decide-month.ts';
import { nameIn } from './personal-usage.ts';

/**
 * What a refund changes of a generation that was counted: less credits, and the call itself when all of it
 * came back.
 */
interface Change {
  generations: number;
  spentMicro: number;
  tokens: number;
}

/**
 * The user's own counts after staff have refunded an activity, or have undone that: in the day and the month
 * in which it was charged, while those are kept. So a person whose generation failed by our fault has back
 * what it took from their limits.
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

/** A service without any use left stays with noughts, so that what is undone finds it. */
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
