import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkRole } from '../../../shared/account.ts';
import { useSession } from '../../../shared/session.ts';

export function NotStaff() {
  const email = useSession((session) => session.user?.email);
  const { t } = useTranslation('admin');
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    await checkRole();
    setBusy(false);
  };
  return (
    <Stack maw={560} gap="md" className="surface" p="xl" mx="auto" mt="xl">
      <Title order={1}>{t('notStaff.title')}</Title>
      <Text>{t('notStaff.how')}</Text>
      <Code block>{`node scripts/grant-admin.js ${email ?? 'EMAIL'}`}</Code>
      <Button w="fit-content" variant="default" loading={busy} onClick={() => void check()}>
        {t('notStaff.again')}
      </Button>
    </Stack>
  );
}
