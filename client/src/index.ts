/** The SDK's one entry. Shapes and units are said where each thing is defined. */
export type {
  ActivityStatus,
  AiType,
  NoticeKind,
  StaffRole,
  Unit,
  UserStatus,
} from '@tollgate/contract/ai-types';
export type {
  CallInput,
  CallOutputs,
  GenerateChunk,
  GenerationResult,
  UserProfile,
} from '@tollgate/contract/calls';
export type { LimitLeft } from '@tollgate/contract/limits';
export { formatCredits, parseCredits } from '@tollgate/contract/money';
export type {
  Notice,
  SpendingLimit,
  UsageByService,
  UsageDay,
  UsageMonth,
} from '@tollgate/contract/personal';
export { type PricedService, type PublicPriceBook, type Quote, quote } from '@tollgate/contract/prices';
export type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals';
export type { LiveActivity } from './activity.ts';
export { type Balance, balanceOf } from './balance.ts';
export type { GenerateInput, GenerateOptions } from './generate.ts';
export type { Answer, FailureCode, Result, Spent } from './outcome.ts';
export { createTollgate, type Tollgate, type TollgateOptions } from './tollgate.ts';
export type { ErrorCallback, LiveCallback, LiveInfo } from './watch.ts';
export type { CreditsOptions, KindOptions, Run } from './with-credits.ts';
