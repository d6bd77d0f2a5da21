import type { TFunction } from 'i18next';
import { count, creditsOf, usd } from '../shared/figures/numbers.ts';
import type { ValueKind } from '../shared/figures/table.ts';
import type { Tile } from '../shared/figures/tiles.tsx';
import type { Holdings } from './holdings.ts';
import { daysLeft, type Summary } from './series.ts';

interface Sides {
  t: TFunction<'admin-overview'>;
  now: Summary;
  /** `null`: nothing that it could be compared with. */
  before: Summary | null;
}

const compared = ({ t, now, before }: Sides, id: keyof Summary, kind: ValueKind): Tile => ({
  id,
  label: t(`tiles.${id}`),
  kind,
  value: now[id],
  ...(before && { before: before[id] }),
});

/** How much was used and how well that went. */
export const usageTiles = (sides: Sides): Tile[] => [
  compared(sides, 'usedMicro', 'credits'),
  compared(sides, 'generations', 'count'),
  compared(sides, 'successShare', 'share'),
  compared(sides, 'failures', 'count'),
  compared(sides, 'p50Ms', 'ms'),
  compared(sides, 'p95Ms', 'ms'),
  compared(sides, 'activePerDay', 'count'),
  compared(sides, 'perGenerationMicro', 'credits'),
  compared(sides, 'refusals', 'count'),
  compared(sides, 'incidents', 'count'),
  compared(sides, 'signUps', 'count'),
  {
    ...compared(sides, 'converted', 'count'),
    note: sides.t('notes.guests', { count: sides.now.guests, guests: count(sides.now.guests) }),
  },
];

/** What is in the system now, how fast it goes, and what it is worth. */
export function moneyTiles(sides: Sides & { holdings: Holdings }): Tile[] {
  const { t, now, holdings } = sides;
  const { users, suspended, creditsMicro, heldMicro } = holdings;
  const left = daysLeft(creditsMicro + heldMicro, now.burnMicroPerDay);
  return [
    {
      id: 'inSystem',
      label: t('tiles.inSystem'),
      kind: 'credits',
      value: creditsMicro + heldMicro,
      note: t('notes.held', { credits: creditsOf(heldMicro) }),
    },
    {
      ...compared(sides, 'burnMicroPerDay', 'credits'),
      ...(left === null
        ? {}
        : { note: t('notes.lasts', { days: count(Math.floor(left)), count: Math.floor(left) }) }),
    },
    compared(sides, 'welcomeMicro', 'credits'),
    compared(sides, 'boughtMicro', 'credits'),
    compared(sides, 'packsSold', 'count'),
    {
      ...compared(sides, 'salesMicroUsd', 'usd'),
      ...(now.paidBackMicroUsd === 0
        ? {}
        : { note: t('notes.paidBack', { amount: usd(now.paidBackMicroUsd) }) }),
    },
    compared(sides, 'revenueMicroUsd', 'usd'),
    compared(sides, 'costMicroUsd', 'usd'),
    compared(sides, 'marginShare', 'share'),
    {
      id: 'suspendedShare',
      label: t('tiles.suspendedShare'),
      kind: 'share',
      value: users > 0 ? suspended / users : null,
      note: t('notes.suspended', {
        part: count(suspended),
        all: count(users),
        more: count(now.suspended),
      }),
    },
  ];
}
