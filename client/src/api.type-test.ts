import type { UserProfile } from '@tollgate/contract/account/profile';
import type { UsageSummary } from '@tollgate/contract/account/usage';
import type {
  Activity,
  HoldAnswer as Hold,
  EndAnswer as Settlement,
} from '@tollgate/contract/activity/activity';
import type { GenerationResult } from '@tollgate/contract/activity/generation';
import type { Order } from '@tollgate/contract/billing/order';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CreditPage } from '@tollgate/contract/ledger/entry';
import type { LiveActivity } from './activity.ts';
import { buyingOf, type Checkout, type CheckoutRequest, type OrderStatus } from './buying.ts';
import { createTollgate } from './index.ts';
import type { PackOrder } from './order.ts';
import type { CreditGrant, CreditPageRequest, GenerationRequest, StatusChange } from './requests.ts';
import type { TollgateOptions } from './tollgate.ts';

/**
 * Never run: `tsc` reads it with the rest of `client/`. What stands under `@ts-expect-error` must not
 * compile, and what the SDK promises must be what the contract says.
 */

type Assignable<To, From extends To> = [To, From];
type Given<N extends keyof CallOutputs> = CallOutputs[N];

/** What the functions answer is what the SDK promises. */
export type Outputs = [
  Assignable<UserProfile, Given<'ensureUser'>>,
  Assignable<Hold, Given<'validateAndDeductCredits'>>,
  Assignable<Settlement, Given<'updateAIActivityStatus'>>,
  Assignable<Settlement, Given<'cancelActivity'>>,
  Assignable<CreditPage, Given<'getCreditLogs'>>,
  Assignable<UsageSummary, Given<'getUsage'>>,
  Assignable<GenerationResult | null, Given<'getResult'>['result']>,
  Assignable<GenerationResult | null, Given<'generate'>['result']>,
  Assignable<Checkout, Given<'createCheckout'>>,
];

/** What the SDK shows of a document has the types that the document has. */
type Shared<A, B> = Extract<keyof A, keyof B>;
export type Views = [
  Assignable<
    Pick<LiveActivity, Shared<LiveActivity, Activity>>,
    Pick<Activity, Shared<LiveActivity, Activity>>
  >,
  Assignable<Pick<PackOrder, Shared<PackOrder, Order>>, Pick<Order, Shared<PackOrder, Order>>>,
];

/** And nothing that they answer is left out. */
export type LeftOut =
  | Exclude<keyof Given<'ensureUser'>, keyof UserProfile>
  | Exclude<keyof Given<'createCheckout'>, keyof Checkout>
  | Exclude<keyof Given<'validateAndDeductCredits'>, keyof Hold>
  | Exclude<keyof Given<'updateAIActivityStatus'>, keyof Settlement>
  | Exclude<keyof Given<'getCreditLogs'>['entries'][number], keyof CreditPage['entries'][number]>;
export type Whole = Assignable<never, LeftOut>;

/** What the SDK takes is what the functions take. */
type WithId<T> = T & { requestId: string };
export type Inputs = [
  Assignable<CallInput<'generate'>, WithId<GenerationRequest>>,
  Assignable<CallInput<'validateAndDeductCredits'>, WithId<GenerationRequest>>,
  Assignable<CallInput<'getCreditLogs'>, CreditPageRequest>,
  Assignable<CallInput<'grantCreditsToUser'>, WithId<CreditGrant>>,
  Assignable<CallInput<'setUserStatus'>, StatusChange>,
  Assignable<CallInput<'createCheckout'>, CheckoutRequest>,
];

export async function calls(options: TollgateOptions): Promise<void> {
  const tollgate = createTollgate(options);
  const run = async () => ({ url: 'https://example.com/1.png' });

  // Right calls: the seeds' own, and those with options.
  const made = await tollgate.withImageCredits('ada', 'a hill', 'dalle3', run);
  if (made.success) made.data.url satisfies string;
  else [made.error satisfies string, made.retryAfterMs satisfies number | null];
  await tollgate.withCredits({
    userId: 'ada',
    aiType: 'image',
    service: 'dalle3',
    prompt: 'a hill',
    callback: run,
  });
  await tollgate.withVideoCredits('ada', 'a hill', 'klingai', 5, run);
  await tollgate.withChatCredits({ service: 'gemini', prompt: 'hello', units: 500 }, run);
  tollgate.subscribeToAIActivity(
    (activities) => activities[0]?.activityId satisfies string | undefined,
    100,
  )();
  tollgate.subscribeToAIActivity(() => undefined, { filters: { status: 'failed' } })();

  // @ts-expect-error The data is there only once it is known that it went well.
  (await tollgate.withImageCredits('ada', 'a hill', 'dalle3', run)).data.url;
  // @ts-expect-error There is no such kind.
  tollgate.quote({ aiType: 'smell', service: 'dalle3' });
  // @ts-expect-error A service is always named.
  await tollgate.generate({ aiType: 'image', prompt: 'a hill' });
  // @ts-expect-error Units are a number.
  await tollgate.generate({ aiType: 'image', service: 'dalle3', prompt: 'a hill', units: '2' });
  // @ts-expect-error What is to be run is missing.
  await tollgate.withCredits({ aiType: 'image', service: 'dalle3', prompt: 'a hill' });
  // @ts-expect-error The kind is known already.
  await tollgate.withImageCredits({ aiType: 'video', service: 'dalle3', prompt: 'a hill' }, run);
  // @ts-expect-error Seconds come before what is to be run.
  await tollgate.withVideoCredits('ada', 'a hill', 'klingai', run);
  // @ts-expect-error An activity ends as completed or failed, nothing else.
  await tollgate.settle({ activityId: 'ada.1', status: 'cancelled' });
  // @ts-expect-error A failure has used nothing.
  await tollgate.settle({ activityId: 'ada.1', status: 'failed', units: 3 });
  // @ts-expect-error There is no such status.
  tollgate.subscribeToAIActivity(() => undefined, { filters: { status: 'done' } });
  // @ts-expect-error Why is always said.
  await tollgate.grantCredits({ userId: 'ada', amountMicro: 1, type: 'bonus' });
  const buying = buyingOf(tollgate);
  const begun = await buying.buyPack('starter', { returnUrl: 'https://app.example.com/bought' });
  if (begun.success) begun.data.checkoutUrl satisfies string | null;
  buying.subscribeToOrder('ada.1', (order) => order.status satisfies OrderStatus)();
  // @ts-expect-error Where to pay may not be there any more.
  if (begun.success) location.assign(begun.data.checkoutUrl);
  // @ts-expect-error What is bought is named, and its price is not the app's to say.
  await buying.buyPack({ packId: 'starter', priceCents: 1 });

  // @ts-expect-error An app, or all three services.
  createTollgate({ region: 'us-central1' });
  // @ts-expect-error There is no such code, which a typing mistake would else hide.
  createTollgate({ ...options, messages: { insufficent_credits: 'Too few.' } });
}
