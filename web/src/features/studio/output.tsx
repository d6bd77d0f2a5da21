import { Button, Text } from '@mantine/core';
import type { AiType } from '@tollgate/client';
import { useEffect, useRef } from 'react';
import { creditsWithUnit } from '../../shared/format.ts';
import { KINDS } from '../../shared/kinds.ts';
import { EmptyState } from '../../shared/states.tsx';
import { editDraft } from './drafts.ts';
import { Ended } from './ended.tsx';
import classes from './output.module.css';
import type { Run } from './run-store.ts';
import { Running } from './running.tsx';

/** What the screen reader hears of a run: its start and its success, not every per cent. A failure is an alert. */
function announcement(run: Run | undefined): string {
  if (!run) return '';
  if (run.phase === 'running') return run.stopping ? 'Cancelling.' : 'Generating.';
  const { result } = run;
  return result.success ? `Done. Charged ${creditsWithUnit(result.creditsUsedMicro)}.` : '';
}

export function Output({ aiType, run }: { aiType: AiType; run: Run | undefined }) {
  const section = useRef<HTMLElement>(null);
  const isRunning = run?.phase === 'running';
  // On a small screen it is below the form, out of sight.
  useEffect(() => {
    if (isRunning) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isRunning]);
  return (
    <section ref={section} className={`surface ${classes.output}`} aria-label="Result">
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement(run)}
      </p>
      {run === undefined && <Idle aiType={aiType} />}
      {run?.phase === 'running' && <Running run={run} />}
      {run?.phase === 'ended' && <Ended run={run} />}
    </section>
  );
}

function Idle({ aiType }: { aiType: AiType }) {
  const { icon: Icon, noun, examples } = KINDS[aiType];
  return (
    <EmptyState icon={<Icon size={24} stroke={1.5} />} title={`Your ${noun} appears here`}>
      <Text size="sm" mb="sm">
        Write a prompt, or start from one of these:
      </Text>
      <div className={classes.examples}>
        {examples.map((example) => (
          <Button
            key={example}
            variant="default"
            size="xs"
            radius="xl"
            fw={450}
            onClick={() => editDraft(aiType, { prompt: example })}
          >
            {example}
          </Button>
        ))}
      </div>
    </EmptyState>
  );
}
