import type { AiType } from '@tollgate/client';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { create } from 'zustand';
import { useSession, whenUserGoes } from '../../shared/session.ts';
import { type Draft, useDrafts } from './drafts.ts';

/**
 * Who leaves for paying, or reloads, finds what they had written when they come back, in the same tab. It is
 * put aside only as the page goes, for whoever is signed in, and taken up once; signing out or closing the
 * tab leaves nothing.
 */

const KEPT_AS = 'tollgate.drafts';

export interface Kept {
  userId: string;
  kind: AiType;
  drafts: Partial<Record<AiType, Draft>>;
}

/** Which kind is being written, and by whom. */
const useWriting = create<{ userId: string | null; kind: AiType }>(() => ({ userId: null, kind: 'image' }));

export const useKind = (): AiType => useWriting((writing) => writing.kind);
export const showKind = (kind: AiType): void => useWriting.setState({ kind });

whenUserGoes(() => {
  useDrafts.setState({}, true);
  useWriting.setState({ kind: 'image' });
});

/** Takes up what this user had put aside, and puts aside what they write from now on. */
export function keepDrafts(userId: string): void {
  const before = useWriting.getState().userId;
  if (before === userId) return;
  if (before === null) {
    addEventListener('pagehide', putAside);
    // Back from the browser's memory the page has everything itself.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) takeUp();
    });
  }
  const kept = before === null ? takeUp() : undefined;
  const mine = kept?.userId === userId ? kept : undefined;
  useWriting.setState({ userId, kind: mine?.kind ?? 'image' });
  // What somebody else had written on this page is not theirs.
  if (mine || before !== null) useDrafts.setState(mine?.drafts ?? {}, true);
}

function putAside(): void {
  const userId = useSession.getState().user?.userId;
  const writing = useWriting.getState();
  const drafts = useDrafts.getState();
  if (userId === undefined || userId !== writing.userId || Object.keys(drafts).length === 0) return;
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify({ userId, kind: writing.kind, drafts } satisfies Kept));
  } catch {
    // A browser that keeps nothing: then it is not kept.
  }
}

function takeUp(): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null');
    sessionStorage.removeItem(KEPT_AS);
    return readKept(kept);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** What stands in a browser's storage may be of another version of this page. */
export function readKept(value: unknown): Kept | undefined {
  const { userId, kind, drafts } = fieldsOf(value);
  const known = AI_TYPES.find((one) => one === kind);
  if (typeof userId !== 'string' || !known) return undefined;
  const found = AI_TYPES.flatMap((aiType) => {
    const draft = readDraft(fieldsOf(drafts)[aiType]);
    return draft ? [[aiType, draft] as const] : [];
  });
  return { userId, kind: known, drafts: Object.fromEntries(found) };
}

function readDraft(value: unknown): Draft | undefined {
  const { prompt, service, units } = fieldsOf(value);
  if (typeof prompt !== 'string') return undefined;
  return {
    prompt,
    ...(typeof service === 'string' ? { service } : {}),
    ...(typeof units === 'number' ? { units } : {}),
  };
}
