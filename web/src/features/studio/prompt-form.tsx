import { Button, Textarea } from '@mantine/core';
import type { AiType, UserProfile } from '@tollgate/client';
import { type FormEvent, type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { creditsWithUnit, number } from '../../shared/format.ts';
import { useNow } from '../../shared/use-now.ts';
import { affordability } from './affordability.ts';
import { blockedBy } from './blocked-by.ts';
import { editDraft, servicesOf, useDrafts } from './drafts.ts';
import { PriceLine } from './price-line.tsx';
import classes from './prompt-form.module.css';
import { startRun, useRuns } from './run-store.ts';
import { ServiceSelect } from './service-select.tsx';
import { UnitsField } from './units-field.tsx';

/** As the contract says. Not imported from there: that file brings the schemas with it. */
const MAX_PROMPT_CHARS = 10_000;
const COUNT_FROM_CHARS = 9_000;

export function PromptForm({ aiType, profile }: { aiType: AiType; profile: UserProfile }) {
  const { t } = useTranslation('studio');
  const reasonId = useId();
  const draft = useDrafts((drafts) => drafts[aiType]);
  const balance = useAccount((account) => account.balance);
  const isRunning = useRuns((runs) => runs.byKind[aiType]?.phase === 'running');
  const services = servicesOf(profile.prices, aiType);
  const chosen = services.find((one) => one.name === draft?.service) ?? services[0];
  const { guest } = profile;
  const nowMs = useNow(guest?.freeAt ? 1_000 : null);
  if (!chosen)
    return (
      <div className="surface" style={{ padding: '1.5rem' }}>
        {t('none')}
      </div>
    );

  // The gate gives guests no more at once than the service makes by default.
  const service = guest ? { ...chosen, maxUnits: chosen.defaultUnits } : chosen;
  const units = Math.min(draft?.units ?? service.defaultUnits, service.maxUnits);
  const prompt = draft?.prompt ?? '';
  const price = affordability(
    profile.prices,
    { aiType, service: service.name, units },
    balance?.creditsMicro ?? null,
    guest,
  );
  const status = balance?.status ?? profile.status;
  const reason = blockedBy(t, { price, service, prompt, status, isRunning, nowMs });
  const limits = profile.limits[aiType];
  const submit = () => {
    if (reason === null) void startRun({ aiType, service: service.name, prompt: prompt.trim(), units });
  };
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className={`surface ${classes.form}`}
      aria-label={t(`kind.${aiType}.generate`)}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <ServiceSelect
        services={services}
        value={service.name}
        onChange={(name) => editDraft(aiType, { service: name, units: undefined })}
      />
      <Textarea
        label={t(`kind.${aiType}.prompt`)}
        placeholder={t(`kind.${aiType}.placeholder`)}
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
        autosize
        minRows={4}
        maxRows={12}
      />
      <UnitsField service={service} units={units} onChange={(count) => editDraft(aiType, { units: count })} />
      <PriceLine price={price} service={service} />
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
          {t(`kind.${aiType}.generate`)}
          {price.kind !== 'unpriced' && price.kind !== 'free' && (
            <span className={`${classes.cost} num`}>{creditsWithUnit(price.costMicro)}</span>
          )}
        </Button>
        <p id={reasonId} className={classes.reason}>
          {reason ?? t('form.leftThisHour', { left: limits.left, limit: limits.limit })}
        </p>
      </div>
    </form>
  );
}
