import { Skeleton, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCoin } from '@tabler/icons-react';
import { useAccount } from '../../shared/account.ts';
import { credits, creditsWithUnit } from '../../shared/format.ts';
import classes from './balance-chip.module.css';

/** Below this, two images' worth by the default prices, a user is told before running out. */
const LOW_MICRO = 2_000_000;

/** What can be spent, what running generations hold, and a warning before it runs out. */
export function BalanceChip() {
  const balance = useAccount((account) => account.balance);
  const error = useAccount((account) => account.balanceError);
  if (error) {
    return (
      <Tooltip label={error} multiline maw={260}>
        <span className={classes.chip} data-low role="status">
          <IconAlertTriangle size={16} aria-hidden="true" /> No balance
        </span>
      </Tooltip>
    );
  }
  if (!balance) return <Skeleton h={34} w={104} radius="xl" aria-label="Loading your balance" />;
  const { creditsMicro, heldMicro } = balance;
  const isLow = creditsMicro < LOW_MICRO;
  return (
    <div
      className={classes.chip}
      data-low={isLow || undefined}
      data-testid="balance"
      data-micro={creditsMicro}
    >
      {isLow ? (
        <IconAlertTriangle size={16} role="img" aria-label="Low balance" />
      ) : (
        <IconCoin size={16} aria-hidden="true" />
      )}
      <span className={`${classes.amount} num`}>{credits(creditsMicro)}</span>
      <span className={classes.unit}>{creditsMicro === 1_000_000 ? 'credit' : 'credits'}</span>
      {heldMicro > 0 && (
        <Tooltip label="Held by what is being generated; what is not used comes back.">
          <span className={`${classes.held} num`} data-testid="held">
            {credits(heldMicro)} held
          </span>
        </Tooltip>
      )}
      {isLow && <span className="visually-hidden">Only {creditsWithUnit(creditsMicro)} left.</span>}
    </div>
  );
}
