import {
  IconActivity,
  IconAdjustments,
  IconChartBar,
  IconHeartbeat,
  IconHistory,
  IconNetwork,
  IconShieldExclamation,
  IconUsers,
} from '@tabler/icons-react';

/** The pages of the console, in the order in which they are shown. */
export const SECTIONS = [
  { name: 'live', to: '/admin/live', icon: IconActivity },
  { name: 'overview', to: '/admin/overview', icon: IconChartBar },
  { name: 'users', to: '/admin/users', icon: IconUsers },
  { name: 'credits', to: '/admin/credits', icon: IconAdjustments },
  { name: 'abuse', to: '/admin/abuse', icon: IconShieldExclamation },
  { name: 'addresses', to: '/admin/addresses', icon: IconNetwork },
  { name: 'audit', to: '/admin/audit', icon: IconHistory },
  { name: 'health', to: '/admin/health', icon: IconHeartbeat },
] as const;
