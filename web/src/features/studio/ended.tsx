import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { GenerationResult, Result } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import { useNow } from '@tollgate/client/use-now';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showOffers } from '../../shared/credits.tsx';
import { creditsWithUnit } from '../../shared/format.ts';
import { Notice } from '../../shared/notice.tsx';
import { ResultView } from '../../shared/result-view.tsx';
import { tollgate } from '../../shared/sdk.ts';
import { explain } from './explain.ts';
import classes from './output.module.css';
import { dismissRun, type Run, repeatRun } from './run-store.ts';

type EndedRun = Extract<Run, { phase: 'ended' }>;

export function Ended({ run }: { run: EndedRun }) {
  const { t } = useTranslation('studio');
  const { result, wanted } = run;
  const [fresh, setFresh] = useState<GenerationResult | null>(null);
  const made = fresh ?? result.data;
  const reload = async () => {
    if (result.activityId === null) return;
    const answer = await tollgate().getResult(result.activityId);
    if (answer.success && answer.data.result) setFresh(answer.data.result);
  };
  return (
    <div className={classes.stack}>
      {!result.success && <Failure run={run} />}
      {made && (
        <>
          <blockquote className={`${classes.prompt} break`} dir="auto">
            {wanted.prompt}
          </blockquote>
          <ResultView
            result={made}
            prompt={wanted.prompt}
            isRenewed={fresh !== null}
            onExpired={() => void reload()}
          />
        </>
      )}
      {(result.success || result.creditsUsedMicro > 0) && <Receipt result={result} />}
      {result.success && (
        <Group>
          {!wanted.isCut && (
            <Button variant="light" size="sm" onClick={() => void repeatRun(run)}>
              {t('output.again')}
            </Button>
          )}
          <Button variant="subtle" color="gray" size="sm" onClick={() => dismissRun(wanted.aiType)}>
            {t('output.clear')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Receipt({ result }: { result: Result<GenerationResult> }) {
  const { t } = useTranslation('studio');
  return (
    <dl className={`${classes.receipt} num`} data-testid="receipt" data-micro={result.creditsUsedMicro}>
      <div>
        <dt>{t('output.charged')}</dt>
        <dd>{creditsWithUnit(result.creditsUsedMicro)}</dd>
      </div>
      {result.remainingMicro !== null && (
        <div>
          <dt>{t('output.left')}</dt>
          <dd>{creditsWithUnit(result.remainingMicro)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Why it did not work, what it cost, and what can be done. */
function Failure({ run }: { run: EndedRun }) {
  const { t } = useTranslation('studio');
  const { result, wanted, endedAtMs } = run;
  const retryAtMs = result.success ? 0 : endedAtMs + (result.details.retryAfterMs ?? 0);
  const nowMs = useNow(retryAtMs > serverNow() ? 1_000 : null);
  if (result.success) return null;
  const waitMs = result.details.retryAfterMs === undefined ? null : Math.max(0, retryAtMs - nowMs);
  const explained = explain(t, result, waitMs);
  const { title, lines, tone, canRetry, offersSignUp, offersCredits, acceptsMicro } = explained;
  return (
    <Notice tone={tone} title={title} alert>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Group mt="sm">
        {offersSignUp && (
          <Button
            size="xs"
            renderRoot={(props) => <Link to="/sign-in" search={{ mode: 'sign-up' }} {...props} />}
          >
            {t('guest.signUp')}
          </Button>
        )}
        {offersCredits && (
          <Button size="xs" onClick={showOffers}>
            {t('output.offers')}
          </Button>
        )}
        {canRetry && !wanted.isCut && (
          <Button
            size="xs"
            variant="default"
            disabled={retryAtMs > nowMs}
            onClick={() => void repeatRun(run)}
          >
            {acceptsMicro === undefined
              ? t('output.tryAgain')
              : t('output.accept', { amount: creditsWithUnit(acceptsMicro) })}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={() => dismissRun(wanted.aiType)}>
          {t('output.dismiss')}
        </Button>
      </Group>
    </Notice>
  );
}
