import {
  Avatar,
  Indicator,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useDirection,
  useMantineColorScheme,
} from '@mantine/core';
import { IconComponents, IconLogout, IconUser, IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../shared/account.ts';
import { chooseLanguage, currentLanguage, LANGUAGES } from '../shared/language.ts';
import { signOut, useSession } from '../shared/session.ts';

export function AccountMenu() {
  const user = useSession((session) => session.user);
  const navigate = useNavigate();
  const unread = useAccount(
    ({ balance }) => balance?.notices.filter(({ readAt }) => readAt === null).length ?? 0,
  );
  const staffRole = useAccount((account) => account.staffRole);
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isGuest = user?.isGuest === true;
  const name = user?.displayName || user?.email || (isGuest ? t('guest.name') : t('account.yours'));
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          aria-label={
            unread > 0
              ? `${t('account.of', { name })}, ${t('account.unread', { count: unread })}`
              : t('account.of', { name })
          }
          style={{ borderRadius: '50%' }}
        >
          <Indicator
            disabled={unread === 0}
            size={10}
            offset={4}
            color="red"
            data-testid="unread"
            data-unread={unread}
          >
            <Avatar radius="xl" size={34} color="pine" variant="light">
              {name.slice(0, 1).toUpperCase()}
            </Avatar>
          </Indicator>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '0.5rem 0.75rem' }}>
          <Text size="sm" fw={600} className="break">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {isGuest
              ? t('guest.tries')
              : staffRole
                ? t(`account.signedInAs.${staffRole}`)
                : t('account.signedIn')}
          </Text>
        </div>
        <Menu.Divider />
        <div style={{ padding: '0.25rem 0.5rem 0.5rem' }}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('account.colours')}
            data={[
              { value: 'light', label: t('account.light') },
              { value: 'dark', label: t('account.dark') },
              { value: 'auto', label: t('account.system') },
            ]}
            value={colorScheme}
            onChange={setColorScheme}
          />
          <SegmentedControl
            fullWidth
            size="xs"
            mt="xs"
            aria-label={t('account.language')}
            data={LANGUAGES.map(({ code, name: label }) => ({ value: code, label }))}
            value={i18n.language}
            onChange={(code) => {
              void chooseLanguage(code).then(() => setDirection(currentLanguage().direction));
            }}
          />
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/account' })}
        >
          {t('nav.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconComponents size={16} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/demo' })}
        >
          {t('account.components')}
        </Menu.Item>
        {isGuest && (
          <Menu.Item
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            onClick={() => void navigate({ to: '/sign-in', search: { mode: 'sign-up' } })}
          >
            {t('guest.signUp')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => void signOut()}>
          {isGuest ? t('guest.leave') : t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
