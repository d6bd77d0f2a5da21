import {
  Button,
  Center,
  DirectionProvider,
  Loader,
  MantineProvider,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { startLanguage } from '../shared/language.ts';
import { startSession, useSession } from '../shared/session.ts';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

type Start = { kind: 'starting' } | { kind: 'ready' } | { kind: 'failed'; why: string };

export function App() {
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Started />
      </MantineProvider>
    </DirectionProvider>
  );
}

function Started() {
  const [start, setStart] = useState<Start>({ kind: 'starting' });
  const begin = useCallback(() => {
    setStart({ kind: 'starting' });
    Promise.all([startLanguage(), startSession()]).then(
      () => setStart({ kind: 'ready' }),
      (error: unknown) =>
        setStart({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  useEffect(begin, [begin]);

  const user = useSession((session) => session.user);
  // The guards decide anew when somebody signs in or out.
  useEffect(() => {
    if (start.kind === 'ready') void router.invalidate();
  }, [user?.userId, user?.isGuest]);

  if (start.kind === 'ready') return <RouterProvider router={router} />;
  return (
    <Center mih="100dvh" p="md">
      {start.kind === 'starting' ? (
        <Loader aria-label="Starting" />
      ) : (
        <Stack maw={420} role="alert">
          <Title order={1}>Tollgate can’t start</Title>
          <Text>{start.why}</Text>
          <Text c="dimmed">Check your connection. On your own machine, `npm start` must be running.</Text>
          <Button onClick={begin} w="fit-content">
            Try again
          </Button>
        </Stack>
      )}
    </Center>
  );
}
