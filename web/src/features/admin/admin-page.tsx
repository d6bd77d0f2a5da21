import { Skeleton } from '@mantine/core';
import { useAccount } from '../../shared/account.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { Console } from './console.tsx';
import { NotStaff } from './not-staff.tsx';

/** The role decides what is mounted, so losing it while the page is open detaches the listener. */
export function AdminPage() {
  usePageTitle('Admin');
  const staffRole = useAccount((account) => account.staffRole);
  if (staffRole === undefined) return <Skeleton h={420} radius="lg" aria-label="Checking your role" />;
  return staffRole === null ? <NotStaff /> : <Console role={staffRole} />;
}
