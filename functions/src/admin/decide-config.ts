import { isDeepStrictEqual } from 'node:util';
import type { ConfigDocument } from '@tollgate/contract/config/config';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';

interface Actor {
  actorId: string;
  actorEmail: string | null;
}

type Stored<C> = C & { version: number; updatedAt: number; updatedBy: string };

export type ConfigDecision<C> =
  | { kind: 'save'; next: Stored<C>; audit: AuditEntry }
  | { kind: 'repeat'; version: number }
  | Refusal;

export function decideConfig<C extends object>(
  stored: Stored<object> | null,
  command: Actor & { document: ConfigDocument; expectedVersion: number; config: C },
  nowMs: number,
): ConfigDecision<C> {
  const currentVersion = stored?.version ?? 0;
  const { expectedVersion, config, actorId, actorEmail } = command;
  const { before, after } = difference(stored ?? {}, config);
  // The answer to the first save was lost, and here it comes again.
  const isSaved = currentVersion === expectedVersion + 1 && Object.keys(after).length === 0;
  if (isSaved && stored?.updatedBy === actorId) return { kind: 'repeat', version: currentVersion };
  if (currentVersion !== expectedVersion) {
    const message = `Version ${currentVersion} is in force, not ${expectedVersion}: somebody saved meanwhile. Load it and edit again.`;
    return refuse('config_conflict', message, { currentVersion });
  }
  const next = { ...config, version: currentVersion + 1, updatedAt: nowMs, updatedBy: actorId };
  const audit: AuditEntry = {
    ...actionOn('edit_config', command.document),
    ...{ actorId, actorEmail },
    reason: `version ${next.version}`,
    before,
    after,
    createdAt: nowMs,
  };
  return { kind: 'save', next, audit };
}

/** The top-level parts that differ, and within the parts that are maps the entries that differ. */
function difference(before: object, after: object) {
  const changed = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  const flat = (value: object) =>
    new Map(
      Object.entries(value).flatMap(([key, part]) =>
        typeof part === 'object' && part !== null
          ? Object.entries(part).map(([id, entry]): [string, unknown] => [`${key}/${id}`, entry])
          : [[key, part] as [string, unknown]],
      ),
    );
  const [old, fresh] = [flat(before), flat(after)];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    if (['version', 'updatedAt', 'updatedBy'].includes(key)) continue;
    const [was, is] = [old.get(key) ?? null, fresh.get(key) ?? null];
    if (isDeepStrictEqual(was, is)) continue;
    changed.before[key] = was;
    changed.after[key] = is;
  }
  return changed;
}
