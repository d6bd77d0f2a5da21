/** The SDK's one entry. Shapes and units are said where each thing is defined. */

export type { ExportPart } from '@tollgate/contract/account/export';
export type { Notice, NoticeKind } from '@tollgate/contract/account/notices';
export type { UserProfile } from '@tollgate/contract/account/profile';
export type { SpendingLimit } from '@tollgate/contract/account/spending-limit';
export type { SettableStatus, UserStatus } from '@tollgate/contract/account/status';
export type {
  Usage,
  UsageByService,
  UsageDay,
  UsageMonth,
  UsageSummary,
} from '@tollgate/contract/account/usage';
export type {
  EndAnswer as Settlement,
  HoldAnswer as Hold,
  Runner,
} from '@tollgate/contract/activity/activity';
export type { GenerationResult } from '@tollgate/contract/activity/generation';
export type { ActivityStatus } from '@tollgate/contract/activity/status';
export { formatCredits, type Micro } from '@tollgate/contract/common/money';
export type { AiType } from '@tollgate/contract/kinds/kinds';
export type { Unit } from '@tollgate/contract/kinds/units';
export type { CreditEntry, CreditPage, LedgerEntry } from '@tollgate/contract/ledger/entry';
export type { GrantType, LedgerType } from '@tollgate/contract/ledger/entry-types';
export type { Lot } from '@tollgate/contract/ledger/lots';
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
  CreditGrant,
  CreditPageRequest,
  CreditsOptions,
  GenerateInput,
  GenerateOptions,
  GenerationRequest,
  HoldRequest,
  KindOptions,
  Run,
  RunFunction,
  SettleRequest,
  Somebody,
  StatusChange,
  UnitCredits,
  WithCredits,
  WithImageCredits,
  WithUnitCredits,
} from './requests.ts';
export type { Speech } from './speaker.ts';
export { createTollgate, type TollgateOptions } from './tollgate.ts';
export type { ActivityFilters, HistoryCursor, LiveInfo } from './watch.ts';
export type { Facts, Messages, Sentence } from './words.ts';
