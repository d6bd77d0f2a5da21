import { COLLECTIONS, type Staff, staffSchema } from '@tollgate/contract/documents';
import { read } from '../platform/firestore.ts';

export const readStaff = (userId: string): Promise<Staff | null> =>
  read(`${COLLECTIONS.staff}/${userId}`, staffSchema);
