import { Anchor, Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../shared/use-page-title.ts';

export function PagePending() {
  const { t } = useTranslation();
  return (
    <Center mih="50dvh">
      <Loader aria-label={t('page.pending')} />
    </Center>
  );
}

/**
 * Usually a part of the app that could not be downloaded: offline, or a new version was deployed meanwhile.
 */
export function PageFailed() {
  const { t } = useTranslation();
  return (
    <Center mih="50dvh" p="md">
      <Stack maw={420} role="alert">
        <Title order={1}>{t('page.failed')}</Title>
        <Text>{t('page.failedHow')}</Text>
        <Button onClick={() => window.location.reload()} w="fit-content">
          {t('page.reload')}
        </Button>
      </Stack>
    </Center>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('page.missingTitle'));
  return (
    <Center mih="100dvh" p="md">
      <Stack maw={420}>
        <Title order={1}>{t('page.missing')}</Title>
        <Text>{t('page.missingHow')}</Text>
        <Anchor component={Link} to="/">
          {t('page.toStudio')}
        </Anchor>
      </Stack>
    </Center>
  );
}
