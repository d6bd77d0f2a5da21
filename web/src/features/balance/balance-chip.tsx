import { Skeleton, Tooltip } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconAlertTriangle, IconCoin, IconWifiOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { credits, creditsWithUnit } from '../../shared/format.ts';
import classes from './balance-chip.module.css';

/** What can be spent, what running generations hold, and a warning before it runs out. */
export function BalanceChip() {
  const { t } = useTranslation();
  const balance = useAccount((account) => account.balance);
  const guest = useAccount((account) => account.profile?.guest);
  const lowMicro = useAccount((account) => account.profile?.prices.lowBalanceMicro);
  const error = useAccount((account) => account.balanceError);
  const { online } = useNetwork();
  if (error) {
    return (
      <Tooltip label={error} multiline maw={260}>
        <span className={classes.chip} data-low role="status">
          <IconAlertTriangle size={16} aria-hidden="true" /> {t('balance.failed')}
        </span>
      </Tooltip>
    );
  }
  if (!balance)
    return <Skeleton h={34} w={104} radius="xl" aria-label={t('balance.loading')} role="status" />;
  const { creditsMicro, heldMicro } = balance;
  const isLastKnown = !online || balance.fromCache;
  if (guest && creditsMicro === 0) {
    const { left, limit } = guest;
    return (
      <Link
        to="/sign-in"
        search={{ mode: 'sign-up' }}
        className={classes.chip}
        data-low={left === 0 || undefined}
        data-testid="guest-left"
        data-left={left}
      >
        <IconCoin size={16} aria-hidden="true" />
        <span className={`${classes.amount} num`}>
          {left === 0 ? t('guest.none') : t('guest.left', { left, limit })}
        </span>
      </Link>
    );
  }
  const isLow = lowMicro !== undefined && creditsMicro < lowMicro;
  return (
    <div
      className={classes.chip}
      data-low={isLow || undefined}
      data-testid="balance"
      data-micro={creditsMicro}
      data-last-known={isLastKnown || undefined}
    >
      {isLastKnown && (
        <Tooltip label={t('balance.lastKnown')}>
          <IconWifiOff size={16} role="img" aria-label={t('balance.lastKnown')} />
        </Tooltip>
      )}
      {isLow ? (
        <IconAlertTriangle size={16} role="img" aria-label={t('balance.low')} />
      ) : (
        <IconCoin size={16} aria-hidden="true" />
      )}
      <span className={`${classes.amount} num`}>{credits(creditsMicro)}</span>
      <span className={classes.unit}>{t('balance.unit', { count: creditsMicro / MICRO_PER_CREDIT })}</span>
      {heldMicro > 0 && (
        <Tooltip label={t('balance.heldHint')}>
          <span className={`${classes.held} num`} data-testid="held">
            {t('balance.held', { amount: credits(heldMicro) })}
          </span>
        </Tooltip>
      )}
      {isLow && (
        <span className="visually-hidden">
          {t('balance.left', { amount: creditsWithUnit(creditsMicro) })}
        </span>
      )}
    </div>
  );
}
