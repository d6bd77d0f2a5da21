import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { setPaused, useLive } from './live-store.ts';
import { useWaiting } from './use-waiting.ts';

/** Stops what is on screen, and says how much waits meanwhile. */
export function PauseButton() {
  const { t } = useTranslation('admin-live');
  const isPaused = useLive((live) => live.isPaused);
  const waiting = useWaiting();
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      size="xs"
      variant={isPaused ? 'filled' : 'default'}
      leftSection={<Icon size={14} aria-hidden="true" />}
      aria-keyshortcuts="Space"
      data-testid="pause"
      data-waiting={isPaused ? waiting : 0}
      onClick={() => setPaused(!isPaused)}
      className="num"
    >
      {!isPaused ? t('pause') : waiting === 0 ? t('resume') : t('resumeWaiting', { count: waiting })}
    </Button>
  );
}
