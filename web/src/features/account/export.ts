import type { Answer, ExportPart } from '@tollgate/client';
import { tollgate } from '../../shared/sdk.ts';

type Documents = ExportPart['documents'];

/** Fetches all parts, telling how many documents there are so far. */
export async function wholeExport(onCount: (count: number) => void): Promise<Answer<Documents>> {
  const documents: Documents = [];
  for (let cursor: string | undefined; ; ) {
    const part = await tollgate().exportData(cursor);
    if (!part.success) return part;
    documents.push(...part.data.documents);
    onCount(documents.length);
    if (part.data.cursor === null) return { ...part, data: documents };
    cursor = part.data.cursor;
  }
}
