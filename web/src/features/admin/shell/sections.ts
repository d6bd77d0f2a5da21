import { IconActivity } from '@tabler/icons-react';

/** The pages of the console, in the order in which they are shown. */
export const SECTIONS = [{ name: 'live', to: '/admin/live', icon: IconActivity }] as const;
