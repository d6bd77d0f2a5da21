import { Alert } from '@mantine/core';

export type Outcome = { kind: 'done'; message: string } | { kind: 'failed'; message: string } | null;

export const OutcomeAlert = ({ outcome }: { outcome: Outcome }) => (
  <div role="status">
    {outcome && (
      <Alert color={outcome.kind === 'done' ? 'pine' : 'red'} variant="light" p="sm">
        {outcome.message}
      </Alert>
    )}
  </div>
);
