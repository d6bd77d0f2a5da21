import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { PricedService } from '@tollgate/contract/pricing/prices';
import { useId } from 'react';
import { useCreditsState, useSpeech } from './context.ts';
import { type Model, modelsOf } from './recommend.ts';

export interface ModelRecommendationProps {
  aiType: AiType;
  /** The service that is chosen. */
  value: string | null;
  onSelect: (service: string) => void;
  /** How much of it is wanted; each service's own default when left out. */
  units?: number;
  /**
   * Why a model can't be had in your app, in the person's language, or `null`: it stays in sight, and can't
   * be chosen.
   */
  whyNot?: (model: PricedService & { service: string }) => string | null;
}

/** The models of a kind with what each costs and is good at; what the balance can't pay can't be chosen. */
export function ModelRecommendation({ aiType, value, onSelect, units, whyNot }: ModelRecommendationProps) {
  const { words, lang, dir } = useSpeech();
  const { balance, prices, profile } = useCreditsState();
  const group = useId();
  if (!prices) {
    return (
      <div lang={lang} dir={dir} className="tg tg-models" data-state="loading" role="status">
        <span className="tg-hidden">{words.cost.checking}</span>
        <span className="tg-bone" />
        <span className="tg-bone" />
      </div>
    );
  }
  // A guest pays with tries, so no price keeps them from a model.
  const availableMicro = profile?.isGuest ? null : (balance?.creditsMicro ?? null);
  const models = modelsOf(prices, aiType, { availableMicro, units, whyNot });
  return (
    <fieldset lang={lang} dir={dir} className="tg tg-models">
      <legend className="tg-label">{words.models.choose}</legend>
      {models.length === 0 && <p className="tg-quiet">{words.models.none}</p>}
      <div className="tg-choices">
        {models.map((model) => (
          <ModelChoice
            key={model.service}
            model={model}
            group={group}
            isChosen={model.service === value}
            onSelect={onSelect}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  model: Model;
  group: string;
  isChosen: boolean;
  onSelect: (service: string) => void;
}

function ModelChoice({ model, group, isChosen, onSelect }: ChoiceProps) {
  const { words, credits } = useSpeech();
  const { missingMicro, whyNot } = model;
  const isShort = missingMicro > 0;
  const isShut = isShort || whyNot !== null;
  return (
    <label className="tg-model" data-chosen={isChosen || undefined} data-short={isShut || undefined}>
      <input
        type="radio"
        name={group}
        value={model.service}
        checked={isChosen}
        disabled={isShut}
        onChange={() => onSelect(model.service)}
      />
      <span className="tg-model-body">
        <span className="tg-row">
          <span className="tg-strong">{model.label}</span>
          <span className="tg-amount">{credits(model.costMicro)}</span>
        </span>
        <span className="tg-quiet">{model.description}</span>
        {model.isRecommended && <span className="tg-badge">{words.models.recommended}</span>}
        {whyNot !== null && <span className="tg-quiet">{whyNot}</span>}
        {isShort && whyNot === null && (
          <span className="tg-badge" data-tone="bad">
            {words.models.missing(credits(missingMicro))}
          </span>
        )}
      </span>
    </label>
  );
}
