import { Button, TextInput } from '@mantine/core';
import {
  CreditBalance,
  CreditsProvider,
  GenerationCostIndicator,
  LimitCountdown,
  ModelRecommendation,
  UsageChart,
  useAIActivity,
  useCredits,
  useGenerate,
} from '@tollgate/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { returnUrl } from '../../shared/credits.tsx';
import { currentLanguage } from '../../shared/language.ts';
import { tollgate } from '../../shared/sdk.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import classes from './demo.module.css';
import { Section } from './section.tsx';

/** The same components with the real SDK, for who is signed in: what an app of thirty lines looks like. */
export function LiveSection() {
  const { t } = useTranslation('demo');
  return (
    <Section name="CreditsProvider" about={t('live.about')}>
      <div className={classes.live}>
        <CreditsProvider tollgate={tollgate()} locale={currentLanguage().locale} returnUrl={returnUrl}>
          <TryIt />
          <div className={classes.column}>
            <CreditBalance variant="full" />
            <LimitCountdown aiType="image" />
            <UsageChart days={14} />
            <Activities />
          </div>
        </CreditsProvider>
      </div>
    </Section>
  );
}

function TryIt() {
  const { t } = useTranslation('demo');
  const [service, setService] = useState('local-image');
  const [prompt, setPrompt] = useState('');
  const { prices } = useCredits({ history: 0 });
  const { generation, isRunning, generate, cancel, retry } = useGenerate();
  const runsHere = prices?.services[service]?.runsOnServer ?? false;
  const ended = generation.status === 'ended' ? generation.outcome : null;
  return (
    <form
      className={classes.column}
      onSubmit={(event) => {
        event.preventDefault();
        void generate({ aiType: 'image', service, prompt });
      }}
    >
      <ModelRecommendation aiType="image" value={service} onSelect={setService} />
      <TextInput
        label={t('live.prompt')}
        value={prompt}
        onChange={({ currentTarget }) => setPrompt(currentTarget.value)}
      />
      <GenerationCostIndicator aiType="image" service={service} />
      {isRunning ? (
        <Button variant="default" onClick={cancel}>
          {t('live.cancel')}
        </Button>
      ) : (
        <Button type="submit" disabled={prompt.trim() === '' || !runsHere}>
          {t('live.generate')}
        </Button>
      )}
      {!runsHere && prices && <p className={classes.about}>{t('live.elsewhere')}</p>}
      <p role="status" data-testid="demo-outcome">
        {generation.status === 'running' && t('live.running', { percent: generation.progress })}
        {ended?.success && t('live.done')}
      </p>
      {ended && !ended.success && (
        <div role="alert">
          <p>{ended.message}</p>
          <Button variant="default" onClick={() => void retry()}>
            {t('live.retry')}
          </Button>
        </div>
      )}
      {ended?.data?.url && <img className={classes.made} src={ended.data.url} alt={prompt} />}
    </form>
  );
}

function Activities() {
  const { t } = useTranslation('demo');
  const { activities, isLoading } = useAIActivity({ limit: 5 });
  if (isLoading || activities.length === 0) return null;
  return (
    <div>
      <p className={classes.about}>{t('live.activities')}</p>
      <ul className={classes.activities}>
        {activities.map(({ activityId, promptPreview, status }) => (
          <li key={activityId} data-testid="demo-activity">
            <span className="clip">{promptPreview}</span>
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
    </div>
  );
}
