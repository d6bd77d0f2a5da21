import { NativeSelect, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ConfigDocument } from '@tollgate/contract/config/config';
import { termForm } from '@tollgate/contract/moderation/terms';
import { createContext, useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AmountKind, fieldText, kindOfField, readAmount, shownAmount } from '../shared/amounts.ts';
import { isSame, type Tree, valueAt } from '../shared/diff.ts';
import { fieldName, useLabels } from '../shared/labels.ts';
import type { Fault } from './checks.ts';
import classes from './credits.module.css';
import { edit } from './editor.ts';

/** What the fields of a form have in common. */
interface FormOf {
  document: ConfigDocument;
  base: Tree;
  draft: Tree;
  faults: readonly Fault[];
  readOnly: boolean;
}

export const FormContext = createContext<FormOf | null>(null);

export function useForm(): FormOf {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field stands in a form');
  return form;
}

/** The sentence for a fault, with its bound as the field shows numbers. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useTranslation('admin-credits');
  return ({ word, bound, path, becomes = '' }) => {
    const shown = bound === null ? '' : shownAmount(kindOfField(path.at(-1) ?? ''), bound);
    return t(`checks.${word}`, { bound: shown, becomes });
  };
}

function useField(path: readonly string[]) {
  const form = useForm();
  const textOf = useFaultText();
  const value = valueAt(form.draft, path);
  const key = path.join('/');
  const fault = form.faults.find((one) => one.path.join('/') === key);
  return {
    form,
    value,
    error: fault && textOf(fault),
    isChanged: !isSame(value, valueAt(form.base, path)),
    set: (next: unknown) => edit(form.document, path, next),
  };
}

interface FieldProps {
  path: readonly string[];
  /** The name, where it isn't the one that the field has everywhere. */
  label?: string;
  hint?: string;
}

function useLabel({ path, label }: FieldProps): string {
  const t = useLabels();
  const name = path.at(-1) ?? '';
  return label ?? fieldName(t, name);
}

const UNIT_WORDS: Record<AmountKind, 'units.credits' | 'units.dollars' | null> = {
  credits: 'units.credits',
  cents: 'units.dollars',
  microUsd: 'units.dollars',
  count: null,
};

/**
 * A number. What is typed and is none stays in the draft as it was typed, so that the check can say what is
 * wrong with it and nothing is lost. `empty`: what an empty field means, where it means something;
 * `emptyWord` says it.
 */
export function NumberField(
  props: FieldProps & { empty?: null | undefined; mayBeEmpty?: boolean; emptyWord?: string },
) {
  const { t } = useTranslation('admin-credits');
  const { path, hint, mayBeEmpty = false, empty } = props;
  const { emptyWord = t(empty === null ? 'neverSet' : 'asAbove') } = props;
  const kind = kindOfField(path.at(-1) ?? '');
  const { form, value, error, isChanged, set } = useField(path);
  const [typed, setTyped] = useState<string | null>(null);
  const stored = typeof value === 'number' ? fieldText(kind, value) : typeof value === 'string' ? value : '';
  const unit = UNIT_WORDS[kind];
  return (
    <TextInput
      label={useLabel(props)}
      description={hint}
      className="num"
      inputMode="decimal"
      value={typed ?? stored}
      error={error}
      readOnly={form.readOnly}
      data-changed={isChanged || undefined}
      placeholder={mayBeEmpty ? emptyWord : undefined}
      rightSection={
        unit && <span style={{ fontSize: 11, color: 'var(--mantine-color-dimmed)' }}>{t(unit)}</span>
      }
      rightSectionWidth={unit ? 58 : undefined}
      styles={{ input: { unicodeBidi: 'plaintext', textAlign: 'match-parent' } }}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        set(mayBeEmpty && text.trim() === '' ? empty : (readAmount(kind, text) ?? text));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

export function TextField(props: FieldProps & { long?: boolean }) {
  const { path, hint, long } = props;
  const { form, value, error, isChanged, set } = useField(path);
  const common = {
    label: useLabel(props),
    description: hint,
    value: typeof value === 'string' ? value : '',
    error,
    readOnly: form.readOnly,
    'data-changed': isChanged || undefined,
  };
  return long ? (
    <Textarea {...common} autosize minRows={1} onChange={(event) => set(event.currentTarget.value)} />
  ) : (
    <TextInput {...common} onChange={(event) => set(event.currentTarget.value)} />
  );
}

interface Choice {
  value: string;
  label: string;
}

/** One of a few; `none` is what stands for nothing chosen. */
export function ChoiceField(props: FieldProps & { choices: Choice[]; none?: string }) {
  const { path, hint, choices, none } = props;
  const { form, value, error, isChanged, set } = useField(path);
  return (
    <NativeSelect
      label={useLabel(props)}
      description={hint}
      value={typeof value === 'string' ? value : ''}
      error={error}
      disabled={form.readOnly}
      data-changed={isChanged || undefined}
      data={[...(none === undefined ? [] : [{ value: '', label: none }]), ...choices]}
      onChange={({ currentTarget }) => set(currentTarget.value === '' ? null : currentTarget.value)}
    />
  );
}

/** Yes or no. */
export function SwitchField(props: FieldProps) {
  const { path, hint } = props;
  const { form, value, error, isChanged, set } = useField(path);
  return (
    <Switch
      label={useLabel(props)}
      description={hint}
      checked={value === true}
      error={error}
      disabled={form.readOnly}
      data-changed={isChanged || undefined}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
    />
  );
}

/** Words, phrases and emoji; below them what each comes to, where that is not what is written. */
export function TermsField(props: FieldProps) {
  const { path, hint } = props;
  const { t } = useTranslation('admin-credits');
  const { form, value, isChanged, set } = useField(path);
  const textOf = useFaultText();
  const id = useId();
  const key = path.join('/');
  const faults = form.faults.filter((one) => `${one.path.join('/')}/`.startsWith(`${key}/`));
  const terms = Array.isArray(value) ? value.map(String) : [];
  const wrong = faults.map((fault) => {
    const term = terms[Number(fault.path.at(-1))];
    return term === undefined ? textOf(fault) : `“${term}”: ${textOf(fault)}`;
  });
  const forms = terms.map((term) => ({ term, shown: termForm(term).shown }));
  return (
    <>
      <TagsInput
        id={id}
        label={useLabel(props)}
        description={hint}
        value={terms}
        error={wrong.length > 0 ? wrong.join(' ') : undefined}
        readOnly={form.readOnly}
        data-changed={isChanged || undefined}
        placeholder={form.readOnly ? undefined : t('moderation.add')}
        splitChars={[',', '\n']}
        acceptValueOnBlur
        clearable={false}
        onChange={set}
      />
      <TermForms forms={forms.filter(({ term, shown }) => shown !== '' && shown !== term.toLowerCase())} />
    </>
  );
}

/** What is searched for in a prompt, in place of what was written. */
function TermForms({ forms }: { forms: { term: string; shown: string }[] }) {
  const { t } = useTranslation('admin-credits');
  if (forms.length === 0) return null;
  return (
    <ul className={classes.forms} aria-label={t('moderation.becomes')}>
      {forms.map(({ term, shown }) => (
        <li key={term} className="break">
          {t('moderation.becomesOne', { term, shown })}
        </li>
      ))}
    </ul>
  );
}
