import { Loader, Modal, Text } from '@mantine/core';
import type { GenerationResult, LiveActivity } from '@tollgate/client';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResultView } from '../../shared/result-view.tsx';
import { tollgate } from '../../shared/sdk.ts';
import { ErrorState } from '../../shared/states.tsx';

type Loaded =
  | { kind: 'loading' }
  | { kind: 'failed'; why: string }
  | { kind: 'ready'; result: GenerationResult | null; isRenewed: boolean };

export function ResultDialog({ activity, onClose }: { activity: LiveActivity | null; onClose(): void }) {
  const { t } = useTranslation('history');
  return (
    <Modal opened={activity !== null} onClose={onClose} title={t('result.title')} size="lg" centered>
      {activity && <Result key={activity.activityId} activity={activity} />}
    </Modal>
  );
}

function Result({ activity }: { activity: LiveActivity }) {
  const { t } = useTranslation('history');
  const { activityId, promptPreview } = activity;
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const load = useCallback(
    async (isRenewed: boolean) => {
      setLoaded({ kind: 'loading' });
      const answer = await tollgate().getResult(activityId);
      setLoaded(
        answer.success
          ? { kind: 'ready', result: answer.data.result, isRenewed }
          : { kind: 'failed', why: answer.error },
      );
    },
    [activityId],
  );
  useEffect(() => {
    void load(false);
  }, [load]);

  if (loaded.kind === 'loading') return <Loader aria-label={t('result.loading')} />;
  if (loaded.kind === 'failed') {
    return <ErrorState title={t('result.failed')} why={loaded.why} onRetry={() => void load(true)} />;
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="md" className="break">
        {promptPreview}
      </Text>
      {loaded.result ? (
        <ResultView
          result={loaded.result}
          prompt={promptPreview}
          isRenewed={loaded.isRenewed}
          onExpired={() => void load(true)}
        />
      ) : (
        <Text>{t('result.nothing')}</Text>
      )}
    </>
  );
}
