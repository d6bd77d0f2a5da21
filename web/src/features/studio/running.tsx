import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './output.module.css';
import { type Run, stopRun } from './run-store.ts';

export function Running({ run }: { run: Extract<Run, { phase: 'running' }> }) {
  const { wanted, percent, text, stopping, offline } = run;
  const { t } = useTranslation('studio');
  return (
    <div className={classes.stack} data-testid="running" data-offline={offline || undefined}>
      <div className={classes.head}>
        <Text fw={600}>
          {stopping ? t('output.cancelling') : t(`kind.${wanted.aiType}.making`, { ns: 'common' })}
        </Text>
        <Button variant="default" size="xs" disabled={stopping} onClick={() => stopRun(wanted.aiType)}>
          {t('output.cancel')}
        </Button>
      </div>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section
          value={Math.max(2, percent)}
          aria-label={t(`kind.${wanted.aiType}.progress`, { ns: 'common' })}
          animated
        />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="num">
        {offline ? t('output.offline') : percent === 0 ? t('output.waiting') : t('output.done', { percent })}
      </Text>
      <blockquote className={`${classes.prompt} break`} dir="auto">
        {wanted.prompt}
      </blockquote>
      {text !== '' && <div className={`${classes.text} break`}>{text}</div>}
    </div>
  );
}
