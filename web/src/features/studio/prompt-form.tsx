import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { AiType, UserProfile } from '@tollgate/client';
import {
  GenerationCostIndicator,
  LimitCountdown,
  ModelRecommendation,
  useCost,
} from '@tollgate/client/react';
import { useNow } from '@tollgate/client/use-now';
import { MAX_PROMPT_CHARS } from '@tollgate/contract/activity/activity';
import { type FormEvent, type KeyboardEvent, memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { showOffers } from '../../shared/credits.tsx';
import { creditsWithUnit, number } from '../../shared/format.ts';
import { blockedBy } from './blocked-by.ts';
import { editDraft, type NamedService, servicesOf, useDrafts } from './drafts.ts';
import { priceNote } from './price-note.ts';
import classes from './prompt-form.module.css';
import { startRun, useRuns } from './run-store.ts';
import { UnitsField } from './units-field.tsx';

const COUNT_FROM_CHARS = 9_000;

interface Props {
  aiType: AiType;
  profile: UserProfile;
  /** The live ones, where they have come by now. */
  prices: UserProfile['prices'];
}

/** Drawn anew for what it shows alone: the page around it hears of every change of the credits. */
export const PromptForm = memo(function PromptForm({ aiType, profile, prices }: Props) {
  const { t } = useTranslation('studio');
  const draft = useDrafts((drafts) => drafts[aiType]);
  const services = servicesOf(prices, aiType);
  const chosen = services.find((one) => one.name === draft?.service) ?? services[0];
  if (!chosen) return <div className={`surface ${classes.form}`}>{t('none')}</div>;
  // The gate gives guests no more at once than the service makes by default.
  const service = profile.guest ? { ...chosen, maxUnits: chosen.defaultUnits } : chosen;
  return <ServiceForm aiType={aiType} profile={profile} service={service} />;
});

function ServiceForm({ aiType, profile, service }: Omit<Props, 'prices'> & { service: NamedService }) {
  const { t } = useTranslation('studio');
  const reasonId = useId();
  const navigate = useNavigate();
  const draft = useDrafts((drafts) => drafts[aiType]);
  const balance = useAccount((account) => account.balance);
  const isRunning = useRuns((runs) => runs.byKind[aiType]?.phase === 'running');
  const nowMs = useNow(profile.guest?.freeAt ? 1_000 : null);
  const units = Math.min(draft?.units ?? service.defaultUnits, service.maxUnits);
  const prompt = draft?.prompt ?? '';
  const wanted = { aiType, service: service.name, units };
  const cost = useCost(wanted);
  const status = balance?.status ?? profile.status;
  const reason = blockedBy(t, { cost, service, prompt, status, isRunning, nowMs });
  const submit = () => {
    const seen = 'costMicro' in cost ? { maxCostMicro: cost.costMicro } : {};
    if (reason === null) void startRun({ ...wanted, ...seen, prompt: prompt.trim() });
  };
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className={`surface ${classes.form}`}
      aria-label={t(`kind.${aiType}.generate`, { ns: 'common' })}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        label={t(`kind.${aiType}.prompt`, { ns: 'common' })}
        placeholder={t(`kind.${aiType}.placeholder`, { ns: 'common' })}
        value={prompt}
        onChange={(event) => editDraft(aiType, { prompt: event.currentTarget.value })}
        onKeyDown={submitOnEnter}
        maxLength={MAX_PROMPT_CHARS}
        description={
          prompt.length >= COUNT_FROM_CHARS
            ? t('form.charsLeft', { shown: number(MAX_PROMPT_CHARS - prompt.length) })
            : t('form.keys')
        }
        inputWrapperOrder={['label', 'input', 'description']}
        rows={3}
        classNames={{ input: classes.prompt }}
      />
      <ModelRecommendation
        aiType={aiType}
        value={service.name}
        units={units}
        onSelect={(name) => editDraft(aiType, { service: name, units: undefined })}
        whyNot={({ runsOnServer }) => (runsOnServer ? null : t('form.byApp'))}
      />
      <UnitsField service={service} units={units} onChange={(count) => editDraft(aiType, { units: count })} />
      <div className={classes.price} data-testid="price" data-state={cost.kind}>
        <GenerationCostIndicator
          {...wanted}
          onBuy={showOffers}
          onSignUp={() => void navigate({ to: '/sign-in', search: { mode: 'sign-up' } })}
        />
        <p>{priceNote(t, service, cost.kind === 'guest')}</p>
      </div>
      <div className={classes.action}>
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={isRunning}
          data-disabled={reason !== null || undefined}
          aria-disabled={reason !== null}
          aria-describedby={reasonId}
        >
          {t(`kind.${aiType}.generate`, { ns: 'common' })}
          {'costMicro' in cost && cost.kind !== 'guest' && (
            <span className={`${classes.cost} num`}>{creditsWithUnit(cost.costMicro)}</span>
          )}
        </Button>
        <p id={reasonId} className={classes.reason}>
          {reason}
        </p>
        <LimitCountdown aiType={aiType} />
      </div>
    </form>
  );
}
