import { useCreditsState, useLowMicro } from './context.ts';
import { type Cost, costOf, type Wanted } from './cost.ts';

/**
 * What `GenerationCostIndicator` shows, for your button: what it costs, and whether whoever is signed in can
 * have it.
 */
export function useCost(wanted: Wanted): Cost {
  const lowMicro = useLowMicro();
  const { balance, profile, prices } = useCreditsState();
  return costOf(prices, wanted, {
    availableMicro: balance?.creditsMicro ?? null,
    lowMicro,
    isGuest: profile?.isGuest ?? false,
    guest: profile?.guest ?? null,
  });
}
