import { Button, Progress, Text } from '@mantine/core';
import { KINDS } from '../../shared/kinds.ts';
import classes from './output.module.css';
import { type Run, stopRun } from './run-store.ts';

export function Running({ run }: { run: Extract<Run, { phase: 'running' }> }) {
  const { wanted, percent, text, stopping } = run;
  const { noun } = KINDS[wanted.aiType];
  return (
    <div className={classes.stack}>
      <div className={classes.head}>
        <Text fw={600}>{stopping ? 'Cancelling…' : `Generating your ${noun}…`}</Text>
        <Button variant="default" size="xs" disabled={stopping} onClick={() => stopRun(wanted.aiType)}>
          Cancel
        </Button>
      </div>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section value={Math.max(2, percent)} aria-label={`Progress of your ${noun}`} animated />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="num">
        {percent === 0 ? 'Waiting for the first sign of life' : `${percent} % done`}
      </Text>
      <blockquote className={`${classes.prompt} break`}>{wanted.prompt}</blockquote>
      {text !== '' && <div className={`${classes.text} break`}>{text}</div>}
    </div>
  );
}
