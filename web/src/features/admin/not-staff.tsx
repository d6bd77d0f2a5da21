import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { checkRole } from '../../shared/account.ts';
import { useSession } from '../../shared/session.ts';

export function NotStaff() {
  const email = useSession((session) => session.user?.email);
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    await checkRole();
    setBusy(false);
  };
  return (
    <Stack maw={560} gap="md" className="surface" p="xl" mx="auto" mt="xl">
      <Title order={1}>You are not an admin</Title>
      <Text>
        This page is for the people who run this site. Whoever has access to its project can make you one:
      </Text>
      <Code block>{`node scripts/grant-admin.js ${email ?? 'EMAIL'}`}</Code>
      <Button w="fit-content" variant="default" loading={busy} onClick={() => void check()}>
        Check again
      </Button>
    </Stack>
  );
}
