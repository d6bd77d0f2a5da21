import { refuseField } from '@tollgate/contract/refusals/refusals';
import { workOf } from '../platform/work.ts';
import { readRecords, resolve } from './store.ts';

export const getAbuseRecords = workOf('getAbuseRecords', async (input) => {
  if (input.userId !== undefined && (input.state ?? input.severity) !== undefined) {
    return refuseField('userId', "a user's records come whatever their state and severity; leave those out");
  }
  return readRecords(input);
});

export const resolveAbuse = workOf('resolveAbuse', (input, caller) => resolve(input, caller));
