import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useAccount } from '../shared/account.ts';
import { signOut, useSession } from '../shared/session.ts';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
] as const;

export function AccountMenu() {
  const user = useSession((session) => session.user);
  const staffRole = useAccount((account) => account.staffRole);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = user?.displayName || user?.email || 'Your account';
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${name}`} style={{ borderRadius: '50%' }}>
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
            {staffRole ? `Signed in as ${staffRole}` : 'Signed in'}
          </Text>
        </div>
        <Menu.Divider />
        <div style={{ padding: '0.25rem 0.5rem 0.5rem' }}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Colours"
            data={[...SCHEMES]}
            value={colorScheme}
            onChange={setColorScheme}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
