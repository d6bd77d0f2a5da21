import { Button, Text } from '@mantine/core';
import type { AiType } from '@tollgate/client';
import type { TFunction } from 'i18next';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { creditsWithUnit } from '../../shared/format.ts';
import { KIND_LOOKS } from '../../shared/kinds.ts';
import { EmptyState } from '../../shared/states.tsx';
import { editDraft } from './drafts.ts';
import { Ended } from './ended.tsx';
import classes from './output.module.css';
import type { Run } from './run-store.ts';
import { Running } from './running.tsx';

/**
 * What the screen reader hears of a run: its start and its success, not every per cent. A failure is an
 * alert.
 */
function announcement(t: TFunction<'studio'>, run: Run | undefined): string {
  if (!run) return '';
  if (run.phase === 'running') return run.stopping ? t('output.saysCancelling') : t('output.saysGenerating');
  const { result } = run;
  return result.success ? t('output.saysDone', { amount: creditsWithUnit(result.creditsUsedMicro) }) : '';
}

export const Output = memo(function Output({ aiType, run }: { aiType: AiType; run: Run | undefined }) {
  const { t } = useTranslation('studio');
  const section = useRef<HTMLElement>(null);
  const isRunning = run?.phase === 'running';
  // On a small screen it is below the form, out of sight.
  useEffect(() => {
    if (isRunning) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isRunning]);
  return (
    <section ref={section} className={`surface ${classes.output}`} aria-label={t('output.result')}>
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement(t, run)}
      </p>
      {run === undefined && <Idle aiType={aiType} />}
      {run?.phase === 'running' && <Running run={run} />}
      {run?.phase === 'ended' && <Ended run={run} />}
    </section>
  );
});

function Idle({ aiType }: { aiType: AiType }) {
  const { t } = useTranslation('studio');
  const { icon: Icon } = KIND_LOOKS[aiType];
  const examples = t(`kind.${aiType}.examples`, { ns: 'common', returnObjects: true });
  return (
    <EmptyState icon={<Icon size={24} stroke={1.5} />} title={t(`kind.${aiType}.appears`, { ns: 'common' })}>
      <Text size="sm" mb="sm">
        {t('output.start')}
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
