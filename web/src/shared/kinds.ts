import { type Icon, IconMessage, IconMicrophone, IconMovie, IconPhoto } from '@tabler/icons-react';
import type { AiType, Unit } from '@tollgate/client';

export interface Kind {
  label: string;
  /** What is made. */
  noun: string;
  icon: Icon;
  promptLabel: string;
  placeholder: string;
  examples: string[];
}

export const KINDS: Record<AiType, Kind> = {
  image: {
    label: 'Image',
    noun: 'image',
    icon: IconPhoto,
    promptLabel: 'What should the image show?',
    placeholder: 'A mountain pass at dawn, seen from the toll house',
    examples: ['A mountain pass at dawn', 'A paper boat on a quiet lake', 'City lights after the rain'],
  },
  video: {
    label: 'Video',
    noun: 'video',
    icon: IconMovie,
    promptLabel: 'What should the video show?',
    placeholder: 'A barrier rising slowly as the fog clears',
    examples: [
      'Waves rolling onto a pebble beach',
      'Clouds over a valley, time-lapse',
      'A lantern in the wind',
    ],
  },
  voice: {
    label: 'Voice',
    noun: 'voice clip',
    icon: IconMicrophone,
    promptLabel: 'What should the voice say?',
    placeholder: 'Welcome back. Three new messages are waiting for you.',
    examples: ['Welcome back, and good morning.', 'Please mind the gap.', 'Once upon a time, by the sea…'],
  },
  chat: {
    label: 'Chat',
    noun: 'answer',
    icon: IconMessage,
    promptLabel: 'What would you like to know?',
    placeholder: 'Explain in two sentences how a credit hold works',
    examples: ['How does a credit hold work?', 'A name for a small bakery', 'Tips for a calm morning'],
  },
};

/** In the order in which they are shown. */
export const KIND_NAMES: AiType[] = ['image', 'video', 'voice', 'chat'];

const UNIT_NAMES: Record<Unit, [one: string, many: string]> = {
  image: ['image', 'images'],
  second: ['second', 'seconds'],
  token: ['token', 'tokens'],
  request: ['request', 'requests'],
};

export const unitName = (unit: Unit, count: number): string => UNIT_NAMES[unit][count === 1 ? 0 : 1];

export const countOf = (count: number, unit: Unit): string =>
  `${count.toLocaleString('en')} ${unitName(unit, count)}`;
