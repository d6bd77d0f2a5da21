import {
  Avatar,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useDirection,
  useMantineColorScheme,
} from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../shared/account.ts';
import { chooseLanguage, currentLanguage, LANGUAGES } from '../shared/language.ts';
import { signOut, useSession } from '../shared/session.ts';

export function AccountMenu() {
  const user = useSession((session) => session.user);
  const staffRole = useAccount((account) => account.staffRole);
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = user?.displayName || user?.email || t('account.yours');
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={t('account.of', { name })} style={{ borderRadius: '50%' }}>
          <Avatar radius="xl" size={34} color="pine" variant="light">
            {name.slice(0, 1).toUpperCase()}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '0.5rem 0.75rem' }}>
          <Text size="sm" fw={600} className="break">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {staffRole ? t(`account.signedInAs.${staffRole}`) : t('account.signedIn')}
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
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => void signOut()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
