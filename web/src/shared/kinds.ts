import { type Icon, IconMessage, IconMicrophone, IconMovie, IconPhoto } from '@tabler/icons-react';
import type { AiType, Unit } from '@tollgate/client';
import i18next from 'i18next';
import { number } from './format.ts';

/** What stands for a kind beside its words, which are `kind.…` in `common` and `studio`. */
export const KINDS: Record<AiType, { icon: Icon }> = {
  image: { icon: IconPhoto },
  video: { icon: IconMovie },
  voice: { icon: IconMicrophone },
  chat: { icon: IconMessage },
};

/** "1 image", "60 seconds". */
export const countOf = (count: number, unit: Unit): string =>
  i18next.t(`amount.${unit}`, { count, shown: number(count) });
