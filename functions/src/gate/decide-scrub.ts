import type { Activity } from '@tollgate/contract/activity/activity';

/** The activity without its person and prompt; `null` if it contains nothing of either. */
export function decideScrub(activity: Activity, nowMs: number): Activity | null {
  const { email, displayName, country, promptPreview, promptHash, payloadHash, result, error } = activity;
  const told = error?.message ?? '';
  const isScrubbed =
    [email, displayName, country, result].every((field) => field === null) &&
    [promptPreview, promptHash, payloadHash, told].every((field) => field === '');
  if (isScrubbed) return null;
  return {
    ...activity,
    ...{ email: null, displayName: null, country: null, result: null },
    ...{ promptPreview: '', promptHash: '', payloadHash: '' },
    error: error && { ...error, message: '' },
    updatedAt: nowMs,
  };
}
