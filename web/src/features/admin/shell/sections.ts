import {
  IconActivity,
  IconAdjustments,
  IconHistory,
  IconNetwork,
  IconShieldExclamation,
} from '@tabler/icons-react';

/** The pages of the console, in the order in which they are shown. */
export const SECTIONS = [
  { name: 'live', to: '/admin/live', icon: IconActivity },
  { name: 'credits', to: '/admin/credits', icon: IconAdjustments },
  { name: 'abuse', to: '/admin/abuse', icon: IconShieldExclamation },
  { name: 'addresses', to: '/admin/addresses', icon: IconNetwork },
  { name: 'audit', to: '/admin/audit', icon: IconHistory },
] as const;
