import { DirectionProvider, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { startLanguage } from '../shared/language.ts';
import { startSession, useSession } from '../shared/session.ts';
import { router } from './router.tsx';
import { StartFailed } from './start-failed.tsx';
import { cssVariables, theme } from './theme.ts';

type Start = { kind: 'starting' } | { kind: 'ready' } | { kind: 'failed'; error: unknown };

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
      (error: unknown) => setStart({ kind: 'failed', error }),
    );
  }, []);
  useEffect(begin, [begin]);

  const user = useSession((session) => session.user);
  // The guards decide anew when somebody signs in or out.
  useEffect(() => {
    if (start.kind === 'ready') void router.invalidate();
  }, [user?.userId, user?.isGuest]);

  if (start.kind === 'ready') return <RouterProvider router={router} />;
  if (start.kind === 'failed') return <StartFailed error={start.error} onRetry={begin} />;
  return (
    <div className="splash" role="status">
      <img src="/favicon.svg" width="128" height="128" alt="Tollgate" />
    </div>
  );
}
