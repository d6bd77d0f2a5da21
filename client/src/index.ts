/** The SDK's one entry. Shapes and units are said where each thing is defined. */

export type { NoticeKind } from '@tollgate/contract/account/notices';
export type { UserStatus } from '@tollgate/contract/account/status';
export type { ActivityStatus } from '@tollgate/contract/activity/status';
export { formatCredits } from '@tollgate/contract/common/money';
export type { AiType } from '@tollgate/contract/kinds/kinds';
export type { Unit } from '@tollgate/contract/kinds/units';
export type { LedgerType } from '@tollgate/contract/ledger/entry-types';
export type { GrantSource } from '@tollgate/contract/ledger/sources';
export type { ChargedFailure, FailureKind, FailuresLeft } from '@tollgate/contract/limits/failures';
export type { LimitLeft } from '@tollgate/contract/limits/limit-left';
export {
  type Pack,
  type Plan,
  type PricedService,
  type PublicPriceBook,
  type Quote,
  quote,
} from '@tollgate/contract/pricing/prices';
export type { Tier } from '@tollgate/contract/pricing/tiers';
export type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals/refusals';
export type { StaffRole } from '@tollgate/contract/staff/roles';
export type { LiveActivity } from './activity.ts';
export type {
  AccountCalls,
  HistoryPage,
  LiveCallback,
  LiveOptions,
  QuoteRequest,
  SignedIn,
  Tollgate,
  UsageSummary,
} from './api.ts';
export { type Balance, balanceOf } from './balance.ts';
export type {
  Answer,
  ErrorCallback,
  Failed,
  FailureCode,
  Result,
  Spent,
  Succeeded,
  Told,
  Unsubscribe,
} from './outcome.ts';
export type { LiveQuote } from './price-book.ts';
export type {
  CallbackOptions,
  CreditsOptions,
  GenerateInput,
  GenerateOptions,
  HoldRequest,
  KindOptions,
  Run,
  RunFunction,
  SettleRequest,
  WithCredits,
  WithImageCredits,
  WithUnitCredits,
} from './requests.ts';
export type {
  CreditEntry,
  CreditGrant,
  CreditPage,
  CreditPageRequest,
  ExportPart,
  GenerationRequest,
  GenerationResult,
  Hold,
  Lot,
  Notice,
  Settlement,
  Somebody,
  SpendingLimit,
  StatusChange,
  Usage,
  UsageByService,
  UsageDay,
  UsageMonth,
  UserProfile,
} from './shapes.ts';
export type { Speech } from './speaker.ts';
export { createTollgate, type TollgateOptions } from './tollgate.ts';
export type { ActivityFilters, HistoryCursor, LiveInfo } from './watch.ts';
export type { Facts, Messages, Sentence } from './words.ts';
