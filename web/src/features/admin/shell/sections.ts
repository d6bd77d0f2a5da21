import { IconActivity, IconChartBar, IconHeartbeat } from '@tabler/icons-react';

/** The pages of the console, in the order in which they are shown. */
export const SECTIONS = [
  { name: 'live', to: '/admin/live', icon: IconActivity },
  { name: 'overview', to: '/admin/overview', icon: IconChartBar },
  { name: 'health', to: '/admin/health', icon: IconHeartbeat },
] as const;
