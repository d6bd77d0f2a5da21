import { Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { useTranslation } from 'react-i18next';
import { STAFF_ACTIONS, type StaffAction } from '../shared/staff-actions.ts';
import { actsFor, disabledReasonOf, type Me } from './acts.ts';
import classes from './user-acts.module.css';

interface Props {
  user: User;
  me: Me;
  onOpen(act: StaffAction): void;
}

const TICK_MS = 10_000;

/** What can be done; what can't be done now says why. Only what one's role may do is offered at all. */
export function UserActs({ user, me, onOpen }: Props) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(TICK_MS);
  const offered = actsFor(user)
    .map((act) => ({ act, hindrance: disabledReasonOf(act, user, me, nowMs) }))
    .filter(({ hindrance }) => hindrance !== 'adminOnly');
  const [first, second, ...more] = offered;
  return (
    <section aria-label={t('acts.label')} className={classes.acts}>
      <Group gap="xs">
        {[first, second].map(
          (one, index) =>
            one && (
              <Button
                key={one.act}
                variant={index === 0 && one.act === 'grant' ? 'filled' : 'default'}
                disabled={one.hindrance !== null}
                title={one.hindrance ? t(`hindrance.${one.hindrance}`) : undefined}
                onClick={() => onOpen(one.act)}
              >
                {t(`acts.${one.act}.title`)}
              </Button>
            ),
        )}
        {more.length > 0 && (
          <Menu position="bottom-start" shadow="md" width={300} withinPortal>
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
                {t('acts.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {more.map(({ act, hindrance }) => (
                <Menu.Item
                  key={act}
                  disabled={hindrance !== null}
                  color={STAFF_ACTIONS[act].isDangerous ? 'red' : undefined}
                  onClick={() => onOpen(act)}
                >
                  {t(`acts.${act}.title`)}
                  {hindrance && (
                    <Text span size="xs" display="block">
                      {t(`hindrance.${hindrance}`)}
                    </Text>
                  )}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {me.role === 'moderator' && (
        <Text size="sm" c="dimmed">
          {t('acts.moderator')}
        </Text>
      )}
    </section>
  );
}
