import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkRole, useAccount } from '../../../shared/account.ts';
import { useSession } from '../../../shared/session.ts';

export function NotStaff() {
  const userId = useSession((session) => session.user?.userId);
  // A role that is there, and not in force while its account is paused or suspended.
  const isBarred = useAccount(
    ({ grantedRole, balance }) => grantedRole !== null && (balance?.status ?? 'active') !== 'active',
  );
  const { t } = useTranslation('admin');
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    await checkRole();
    setBusy(false);
  };
  return (
    <Stack maw={560} gap="md" className="surface" p="xl" mx="auto" mt="xl">
      <Title order={1}>{t(isBarred ? 'notStaff.barred' : 'notStaff.title')}</Title>
      <Text>{t(isBarred ? 'notStaff.lift' : 'notStaff.how')}</Text>
      {/* By the uid: an address names somebody only once it has been confirmed. */}
      <Code block>
        {`node scripts/grant-admin.js --uid ${userId ?? 'UID'}${isBarred ? ' --reactivate' : ''}`}
      </Code>
      <Button w="fit-content" variant="default" loading={busy} onClick={() => void check()}>
        {t('notStaff.again')}
      </Button>
    </Stack>
  );
}
