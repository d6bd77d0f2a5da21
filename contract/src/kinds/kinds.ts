import type { Unit } from './units.ts';

/** The kinds of generation, in the order in which they are shown. */
export const AI_TYPES = ['image', 'video', 'voice', 'chat'] as const;
export type AiType = (typeof AI_TYPES)[number];

/** All that differs by kind and is not a word or a picture. */
interface Kind {
  /** What the studio preset sells it for, where a service has no price of its own. */
  price: { unit: Unit; priceMicro: number; per: number; defaultUnits: number; maxUnits: number };
  /** Takes longer than a call should: it runs as a job, and the call follows it. */
  isQueued: boolean;
  /** The limits of a configuration that names none. */
  callsPerHour: number;
  holdSeconds: number;
}

/**
 * Apart from the list, because the SDK needs the names alone. An image is sold for 1 credit, a second of
 * video for 5, a minute of voice for 2, a token for 0.001.
 */
export const KINDS: Record<AiType, Kind> = {
  image: {
    price: { unit: 'image', priceMicro: 1_000_000, per: 1, defaultUnits: 1, maxUnits: 10 },
    isQueued: false,
    callsPerHour: 50,
    holdSeconds: 300,
  },
  video: {
    price: { unit: 'second', priceMicro: 5_000_000, per: 1, defaultUnits: 4, maxUnits: 30 },
    isQueued: true,
    callsPerHour: 10,
    holdSeconds: 1_800,
  },
  voice: {
    price: { unit: 'second', priceMicro: 2_000_000, per: 60, defaultUnits: 30, maxUnits: 600 },
    isQueued: false,
    callsPerHour: 30,
    holdSeconds: 600,
  },
  chat: {
    price: { unit: 'token', priceMicro: 1_000, per: 1, defaultUnits: 500, maxUnits: 8_000 },
    isQueued: false,
    callsPerHour: 100,
    holdSeconds: 600,
  },
};
