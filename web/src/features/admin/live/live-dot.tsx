import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ago } from '../../../shared/format.ts';
import { useClock } from '../shared/clock.ts';
import classes from './live.module.css';
import { useLive } from './live-store.ts';
import { dotOf } from './view.ts';

/** Whether what is shown is what is happening, and when something last happened. */
export function LiveDot() {
  const { t } = useTranslation('admin-live');
  const { online } = useNetwork();
  const phase = useLive((live) => live.phase);
  const fromCache = useLive((live) => live.fromCache);
  const changedAtMs = useLive((live) => live.changedAtMs);
  const age = useClock((nowMs) => (changedAtMs === null ? null : ago(changedAtMs, nowMs)));
  const state = dotOf({ online, phase, fromCache });
  return (
    <p className={classes.dot} data-state={state} data-testid="live-state">
      <strong role="status">{t(`state.${state}`)}</strong>
      {age !== null && <span className="num">{t('lastChange', { age })}</span>}
    </p>
  );
}
