import { Button, Group, TextInput, Title } from '@mantine/core';
import { SEVERITIES } from '@tollgate/contract/abuse/severity';
import { COUNTED_SIGNALS } from '@tollgate/contract/abuse/signals';
import { CONFIG_NAME } from '@tollgate/contract/config/config';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTree, valueAt } from '../shared/diff.ts';
import { useLabels } from '../shared/labels.ts';
import classes from './credits.module.css';
import { edit } from './editor.ts';
import { ChoiceField, NumberField, TermsField, TextField, useFaultText, useForm } from './fields.tsx';
import { MonthLimits } from './month-limits.tsx';

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={`surface ${classes.group}`} aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        {hint && <p className={classes.quiet}>{hint}</p>}
      </div>
      {children}
    </section>
  );
}

const ByKind = ({ path }: { path: string[] }) => (
  <div className={classes.grid}>
    {AI_TYPES.map((aiType) => (
      <NumberField key={aiType} path={[...path, aiType]} />
    ))}
  </div>
);

export function LimitsForm() {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  return (
    <>
      <Section title={t('limits.perHour')} hint={t('limits.perHourHint')}>
        <ByKind path={['perHour']} />
      </Section>
      <Section title={t('limits.byTier')} hint={t('limits.byTierHint')}>
        {TIERS.map((tier) => (
          <fieldset key={tier} style={{ border: 'none', margin: 0, padding: 0 }}>
            <legend className={classes.quiet}>{word(`fields.${tier}`)}</legend>
            <div className={classes.grid}>
              {AI_TYPES.map((aiType) => (
                <NumberField
                  key={aiType}
                  path={['perHourByTier', tier, aiType]}
                  mayBeEmpty
                  empty={undefined}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </Section>
      <Section title={t('limits.perMonth')} hint={t('limits.perMonthHint')}>
        <MonthLimits />
      </Section>
      <Section title={t('limits.perAddress')} hint={t('limits.perAddressHint')}>
        <div className={classes.grid}>
          <NumberField path={['perAddress', 'calls']} />
          <NumberField path={['perAddress', 'windowSeconds']} />
        </div>
      </Section>
      <Section title={t('limits.guest')} hint={t('limits.guestHint')}>
        <div className={classes.grid}>
          <NumberField path={['guest', 'generations']} />
          <NumberField path={['guest', 'windowMs']} hint={t('limits.guestWindow')} />
        </div>
      </Section>
      <Section title={t('limits.holds')} hint={t('limits.holdsHint')}>
        <ByKind path={['holdSeconds']} />
        <div className={classes.grid}>
          <NumberField path={['maxHoldMicro']} hint={t('limits.maxHold')} />
        </div>
      </Section>
      <Section title={t('limits.rest')}>
        <div className={classes.grid}>
          <NumberField path={['reportedFailuresPerDay']} hint={t('limits.reported')} />
          <NumberField path={['reportedFailureCreditsPerDay']} hint={t('limits.reportedCredits')} />
          <NumberField path={['streamedFailuresPerDay']} hint={t('limits.streamed')} />
          <NumberField path={['streamedFailureCreditsPerDay']} hint={t('limits.streamedCredits')} />
          <NumberField path={['refundGraceHours']} hint={t('limits.refundGrace')} />
          <NumberField path={['retentionDays']} hint={t('limits.retention')} />
        </div>
      </Section>
    </>
  );
}

export function AbuseForm() {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const textOf = useFaultText();
  const { faults } = useForm();
  return (
    <>
      <p className={classes.quiet}>{t('abuse.hint')}</p>
      {COUNTED_SIGNALS.map((signal) => {
        const whole = faults.find(({ path }) => path.join('/') === `abuse/${signal}`);
        return (
          <Section key={signal} title={word(`fields.${signal}`)} hint={t(`abuse.${signal}`)}>
            <div className={classes.thresholds}>
              {SEVERITIES.map((severity) => (
                <NumberField key={severity} path={['abuse', signal, severity]} mayBeEmpty empty={null} />
              ))}
            </div>
            {whole && (
              <p className={classes.mark} data-tone="danger" style={{ margin: 0 }}>
                {textOf(whole)}
              </p>
            )}
          </Section>
        );
      })}
      <Section title={t('abuse.burst')} hint={t('abuse.burstHint')}>
        <div className={classes.grid}>
          <NumberField path={['abuse', 'burst', 'calls']} />
          <NumberField path={['abuse', 'burst', 'seconds']} />
        </div>
      </Section>
    </>
  );
}

export function ModerationForm() {
  const { t } = useTranslation('admin-credits');
  const { document, draft, readOnly } = useForm();
  const [name, setName] = useState('');
  const categories = valueAt(draft, ['categories']);
  const remote = valueAt(draft, ['remote']);
  const names = isTree(categories) ? Object.keys(categories).toSorted() : [];
  const isName = CONFIG_NAME.test(name) && !names.includes(name);
  return (
    <>
      <Section title={t('moderation.terms')} hint={t('moderation.termsHint')}>
        {names.map((category) => (
          <div key={category}>
            <TermsField path={['categories', category]} label={category} />
            {!readOnly && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                mt={4}
                onClick={() => edit(document, ['categories', category], undefined)}
              >
                {t('remove', { id: category })}
              </Button>
            )}
          </div>
        ))}
        {!readOnly && (
          <Group gap="xs" align="flex-start">
            <TextInput
              aria-label={t('moderation.addCategory')}
              placeholder={t('moderation.addCategory')}
              value={name}
              error={name !== '' && !isName ? t('checks.name') : undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={!isName}
              onClick={() => {
                edit(document, ['categories', name], []);
                setName('');
              }}
            >
              {t('add')}
            </Button>
          </Group>
        )}
      </Section>
      <Section title={t('moderation.allowed')} hint={t('moderation.allowedHint')}>
        <TermsField path={['allowed']} label={t('moderation.allowed')} />
      </Section>
      <Section title={t('moderation.remote')} hint={t('moderation.remoteHint')}>
        {isTree(remote) ? (
          <>
            <div className={classes.grid}>
              <ChoiceField path={['remote', 'provider']} choices={[{ value: 'openai', label: 'OpenAI' }]} />
              <TextField path={['remote', 'model']} />
              <NumberField path={['remote', 'timeoutMs']} />
              <ChoiceField
                path={['remote', 'onFailure']}
                choices={[
                  { value: 'refuse', label: t('moderation.refuse') },
                  { value: 'allow', label: t('moderation.allow') },
                ]}
              />
            </div>
            {!readOnly && (
              <Button
                w="fit-content"
                size="xs"
                variant="default"
                onClick={() => edit(document, ['remote'], null)}
              >
                {t('moderation.remoteOff')}
              </Button>
            )}
          </>
        ) : (
          !readOnly && (
            <Button
              w="fit-content"
              size="xs"
              variant="default"
              onClick={() =>
                edit(document, ['remote'], {
                  ...{ provider: 'openai', model: 'omni-moderation-latest' },
                  ...{ timeoutMs: 2_000, onFailure: 'refuse' },
                })
              }
            >
              {t('moderation.remoteOn')}
            </Button>
          )
        )}
      </Section>
    </>
  );
}
