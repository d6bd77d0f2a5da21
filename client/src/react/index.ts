'use client';

/**
 * Tollgate for React: one provider, hooks and small components. The styles are in
 * `@tollgate/client/react/styles.css`.
 */
export type { Cost, Wanted } from './cost.ts';
export { CreditBalance, type CreditBalanceProps } from './credit-balance.tsx';
export { CreditPacksModal, type CreditPacksModalProps } from './credit-packs-modal.tsx';
export { GenerationCostIndicator, type GenerationCostIndicatorProps } from './generation-cost-indicator.tsx';
export { LimitCountdown, type LimitCountdownProps } from './limit-countdown.tsx';
export { ModelRecommendation, type ModelRecommendationProps } from './model-recommendation.tsx';
export { CreditsProvider, type CreditsProviderProps } from './provider.tsx';
export type { Order, Purchase, PurchaseOutcome } from './purchase.ts';
export type { CreditsFailure, CreditsSource, Transaction } from './store.ts';
export { UsageChart, type UsageChartProps } from './usage-chart.tsx';
export { type UsagePoint, usageByDay } from './usage-series.ts';
export { type AIActivityFilter, useAIActivity } from './use-ai-activity.ts';
export { useCost } from './use-cost.ts';
export { type Credits, type UseCreditsOptions, useCredits } from './use-credits.ts';
export { type Generation, useGenerate } from './use-generate.ts';
export {
  type FollowedOrder,
  type FollowedOrders,
  useOrder,
  useOrders,
} from './use-order.ts';
export { useUsage } from './use-usage.ts';
export type { Words } from './words/words.ts';
