import { ActionIcon, CopyButton, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { User } from '@tollgate/contract/account/user';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { nameOf } from './person.ts';
import { RoleBadge, TierBadge, UserStatusBadge } from './user-badges.tsx';
import classes from './user-page.module.css';

export function UserHead({ user, isMe }: { user: User; isMe: boolean }) {
  const { t } = useTranslation('admin-users');
  const { userId, email, country, status, statusReason, createdAt } = user;
  const name = nameOf(user, t('guest'));
  return (
    <header className={classes.head} data-testid="user" data-user={userId}>
      <div className={classes.title}>
        <Title order={1} className="break">
          {name}
        </Title>
        <UserStatusBadge status={status} />
        <TierBadge tier={user.tier} />
        <RoleBadge user={user} />
        {isMe && <span className={classes.you}>{t('page.you')}</span>}
      </div>
      <p className={classes.facts}>
        {email && email !== name && <span className="break">{email}</span>}
        <span className={classes.copy}>
          <code className="break" dir="ltr">
            {userId}
          </code>
          <CopyButton value={userId} timeout={2_000}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={copy}
                aria-label={copied ? t('page.copied') : t('page.copyId')}
              >
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            )}
          </CopyButton>
        </span>
        {country && <span>{country}</span>}
        <span className="num">{t('page.since', { time: dateTime(createdAt) })}</span>
      </p>
      {statusReason && (
        <p className={`${classes.facts} break`}>{t('page.reason', { reason: statusReason })}</p>
      )}
    </header>
  );
}
