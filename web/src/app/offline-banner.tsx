import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import classes from './offline-banner.module.css';

export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <p className={classes.banner}>
          <IconWifiOff size={16} aria-hidden="true" />
          You are offline. What you see may be out of date; it catches up by itself.
        </p>
      )}
    </div>
  );
}
