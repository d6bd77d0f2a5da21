import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { userPath } from './paths.ts';

/** To a user's page. */
export const UserLink = ({ userId, children }: { userId: string; children: ReactNode }) => (
  <Anchor component={Link} to={userPath(userId)} className="break" inherit>
    <bdi>{children}</bdi>
  </Anchor>
);
