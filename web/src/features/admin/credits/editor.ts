import { CONFIG_DOCUMENTS, type ConfigDocument } from '@tollgate/contract/config/config';
import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import type * as z from 'zod';
import { create } from 'zustand';
import { admin } from '../shared/admin.ts';
import { isSame, type Tree, withValue } from '../shared/diff.ts';
import { whoIs } from '../shared/who.ts';

/** A version of a document of the configuration, its content apart. */
export interface Version {
  version: number;
  updatedAt: number;
  /** The email where it is known, else the id or the preset's name. */
  updatedBy: string;
  content: Tree;
}

export interface Editing {
  base: Version;
  draft: Tree;
}

interface Editor {
  editing: Partial<Record<ConfigDocument, Editing>>;
  error: string | null;
}

const EMPTY: Editor = { editing: {}, error: null };

/** What the forms hold, as long as the page is open. */
export const useEditor = create<Editor>(() => EMPTY);

interface StoredFields {
  id: string;
  version: number;
  updatedAt: number;
  updatedBy: string;
}

export async function asVersion(document: ConfigDocument, stored: object): Promise<Version> {
  const { id: _id, version, updatedAt, updatedBy, ...content } = stored as StoredFields & Tree;
  // What an older version left out has a default, so that only what was changed differs.
  const whole = (configSchemasByDocument[document] as unknown as z.ZodType<Tree>).safeParse(content);
  return {
    version,
    updatedAt,
    updatedBy: await whoIs(updatedBy),
    content: whole.success ? whole.data : content,
  };
}

/** The version in force, fresh. */
export async function readInForce(document: ConfigDocument): Promise<Version | string> {
  const answer = await admin().config(document);
  if (!answer.success) return answer.error;
  return answer.data ? asVersion(document, answer.data) : { ...NOTHING, content: {} };
}

const NOTHING = { version: 0, updatedAt: 0, updatedBy: '' };

export async function loadAll(): Promise<void> {
  useEditor.setState(EMPTY, true);
  const loaded = await Promise.all(CONFIG_DOCUMENTS.map(readInForce));
  const error = loaded.find((one) => typeof one === 'string') ?? null;
  const editing: Editor['editing'] = {};
  for (const [index, base] of loaded.entries()) {
    const document = CONFIG_DOCUMENTS[index];
    if (document && typeof base !== 'string') editing[document] = { base, draft: base.content };
  }
  useEditor.setState({ editing, error });
}

export const forgetAll = (): void => useEditor.setState(EMPTY, true);

export const isDirty = (editing: Editing | undefined): boolean =>
  editing !== undefined && !isSame(editing.base.content, editing.draft);

function change(document: ConfigDocument, next: (editing: Editing) => Editing): void {
  useEditor.setState(({ editing }) => {
    const one = editing[document];
    return one ? { editing: { ...editing, [document]: next(one) } } : {};
  });
}

/** Puts a value into the draft; `undefined` takes the field away. */
export const edit = (document: ConfigDocument, path: readonly string[], value: unknown): void =>
  change(document, (one) => ({ ...one, draft: withValue(one.draft, path, value) }));

export const replaceDraft = (document: ConfigDocument, draft: Tree, base?: Version): void =>
  change(document, (one) => ({ base: base ?? one.base, draft }));

export const discard = (document: ConfigDocument): void =>
  change(document, (one) => ({ ...one, draft: one.base.content }));

/** The services of the price book in force, for limits that name them. */
export const useServices = (): unknown =>
  useEditor(({ editing }) => editing.credit_config?.base.content.services);
