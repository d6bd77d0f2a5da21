import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';

type Made = { name: string; csv: string } | { failed: string };
type State = { kind: 'idle' } | { kind: 'busy'; count: number } | { kind: 'failed'; why: string };

interface Props {
  label: string;
  /** So many rows are there by now. */
  busyLabel(count: number): string;
  /** Fetches and writes the file, or says why it could not. */
  make(onCount: (count: number) => void): Promise<Made>;
}

/** All pages of something as one file, made in the browser. */
export function CsvDownload({ label, busyLabel, make }: Props) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const download = async () => {
    setState({ kind: 'busy', count: 0 });
    const [made, { downloadCsv }] = await Promise.all([
      make((count) => setState({ kind: 'busy', count })),
      import('./csv.ts'),
    ]);
    if ('failed' in made) return setState({ kind: 'failed', why: made.failed });
    downloadCsv(made.name, made.csv);
    setState({ kind: 'idle' });
  };
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        disabled={state.kind === 'busy'}
        onClick={() => void download()}
      >
        {state.kind === 'busy' ? busyLabel(state.count) : label}
      </Button>
      {state.kind === 'failed' && (
        <Text size="sm" role="alert" c="var(--tollgate-danger)">
          {state.why}
        </Text>
      )}
    </div>
  );
}
