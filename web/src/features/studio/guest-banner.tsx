import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LimitLeft } from '@tollgate/client';
import { useNow } from '@tollgate/client/use-now';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from '../../shared/account.ts';
import { duration } from '../../shared/format.ts';
import { Notice } from '../../shared/notice.tsx';

/**
 * What somebody without an account has left here, when the next one is free, and what an account would give.
 */
export function GuestBanner({ left: { left, freeAt } }: { left: LimitLeft }) {
  const { t } = useTranslation('studio');
  const nowMs = useNow(freeAt === null ? null : 1_000);
  const isOver = freeAt !== null && freeAt <= nowMs;
  useEffect(() => {
    if (isOver) void refreshProfile();
  }, [isOver]);
  const state =
    freeAt === null || isOver
      ? t('guest.left', { count: left })
      : t('guest.used', { time: duration(freeAt - nowMs) });
  return (
    <div data-testid="guest-banner" style={{ marginBottom: '1rem' }}>
      <Notice tone={left === 0 ? 'warning' : 'good'}>
        <Group justify="space-between" gap="sm">
          <span>
            {t('guest.banner')} <span className="num">{state}</span> {t('guest.offer')}
          </span>
          <Button
            size="xs"
            renderRoot={(props) => <Link to="/sign-in" search={{ mode: 'sign-up' }} {...props} />}
          >
            {t('guest.signUp')}
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
