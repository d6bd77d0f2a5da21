import { type Icon, IconMessage, IconMicrophone, IconMovie, IconPhoto } from '@tabler/icons-react';
import type { AiType, Unit } from '@tollgate/client';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import i18next from 'i18next';
import { number } from './format.ts';

/** The colours of charts, by their number in figures.module.css. */
export type Series = 0 | 1 | 2 | 3 | 4 | 5;

/** What a kind looks like; its words are `kind.…` in `common`. `series` is its colour in charts. */
export const KIND_LOOKS: Record<AiType, { icon: Icon; series: Series }> = {
  image: { icon: IconPhoto, series: 0 },
  video: { icon: IconMovie, series: 1 },
  voice: { icon: IconMicrophone, series: 2 },
  chat: { icon: IconMessage, series: 3 },
};

const NAMES: readonly string[] = AI_TYPES;
export const isKind = (name: string | null): name is AiType => name !== null && NAMES.includes(name);

/** "Image", "Voice". */
export const kindName = (kind: AiType): string => i18next.t(`kind.${kind}.name`);

/** "1 image", "60 seconds". */
export const countOf = (count: number, unit: Unit): string =>
  i18next.t(`amount.${unit}`, { count, shown: number(count) });
