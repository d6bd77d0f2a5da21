/** The SDK's one entry. Shapes and units are said where each thing is defined. */
export type {
  ActivityStatus,
  AiType,
  ChargedFailure,
  GrantSource,
  LedgerType,
  NoticeKind,
  StaffRole,
  Tier,
  Unit,
  UserStatus,
} from '@tollgate/contract/ai-types';
export type { FailureKind, FailuresLeft } from '@tollgate/contract/failures';
export type { LimitLeft } from '@tollgate/contract/limits';
export { formatCredits } from '@tollgate/contract/money';
export {
  type Pack,
  type Plan,
  type PricedService,
  type PublicPriceBook,
  type Quote,
  quote,
} from '@tollgate/contract/prices';
export type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals';
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
