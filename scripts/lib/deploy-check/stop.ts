import { MendableError } from '../say.ts';

/** What a deployment may be told to replace although it is somebody's: the words of `--only`. */
export const REPLACEABLE = ['firestore:rules', 'firestore:indexes', 'storage', 'hosting'] as const;
export type Replaceable = (typeof REPLACEABLE)[number];

/** A reason not to deploy: what is wrong, and each way on. */
export interface Stop {
  what: string;
  ways: string[];
  /** Whether the operator may say that what is there is to go. */
  replaces?: Replaceable;
}

const GUIDE = 'docs/operations.md, "Beside an app of your own"';

/** `TOLLGATE_REPLACE=storage,hosting`. What is not understood is an error: it would be found out too late. */
export function replacedBy(named: string | undefined): Set<Replaceable> {
  const words = named?.split(/[\s,]+/).filter(Boolean) ?? [];
  return new Set(
    words.map((word) => {
      const known = REPLACEABLE.find((name) => name === word);
      if (known) return known;
      throw new MendableError(`TOLLGATE_REPLACE names ${word}; it may name ${REPLACEABLE.join(', ')}`);
    }),
  );
}

export function tellStops(projectId: string, stops: readonly Stop[]): string {
  const told = stops.map(({ what, ways, replaces }) => {
    const last = replaces
      ? [`To give up what is there: TOLLGATE_REPLACE=${replaces} npx firebase deploy --project ${projectId}`]
      : [];
    return [what, ...[...ways, ...last].map((way) => `  - ${way}`)].join('\n');
  });
  return `Nothing was deployed to ${projectId}.\n\n${told.join('\n\n')}\n\nMore: ${GUIDE}`;
}
