import { IconActivity, IconUsers } from '@tabler/icons-react';

/** The pages of the console, in the order in which they are shown. */
export const SECTIONS = [
  { name: 'live', to: '/admin/live', icon: IconActivity },
  { name: 'users', to: '/admin/users', icon: IconUsers },
] as const;
