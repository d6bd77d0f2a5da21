import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

/** To a user's page. */
export function UserLink({ userId, children }: { userId: string; children: ReactNode }) {
  const router = useRouter();
  const href = `/admin/users/${encodeURIComponent(userId)}`;
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <Anchor href={href} onClick={go} className="break" inherit>
      <bdi>{children}</bdi>
    </Anchor>
  );
}
