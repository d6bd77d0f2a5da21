import { Anchor, Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../shared/use-page-title.ts';

export const PagePending = () => (
  <Center mih="50dvh">
    <Loader aria-label="Loading the page" />
  </Center>
);

/** Usually a part of the app that could not be downloaded: offline, or a new version was deployed meanwhile. */
export const PageFailed = () => (
  <Center mih="50dvh" p="md">
    <Stack maw={420} role="alert">
      <Title order={1}>This page could not be loaded</Title>
      <Text>You may be offline, or there is a newer version. Reloading mends both.</Text>
      <Button onClick={() => window.location.reload()} w="fit-content">
        Reload
      </Button>
    </Stack>
  </Center>
);

export function NotFound() {
  usePageTitle('Not found');
  return (
    <Center mih="100dvh" p="md">
      <Stack maw={420}>
        <Title order={1}>There is no such page</Title>
        <Text>The address may be mistyped, or the page has moved.</Text>
        <Anchor component={Link} to="/">
          To the studio
        </Anchor>
      </Stack>
    </Center>
  );
}
