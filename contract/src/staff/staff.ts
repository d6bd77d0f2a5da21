import type { StaffRole } from './roles.ts';

/** `staff/{uid}` */
export interface Staff {
  role: StaffRole;
  email: string | null;
  grantedBy: string;
  createdAt: number;
}
