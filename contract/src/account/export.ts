/** A part of an export: documents as they are stored, times in milliseconds. */
export interface ExportPart {
  documents: { path: string; data: Record<string, unknown> }[];
  /** Asks for the next part; `null` when this was the last. */
  cursor: string | null;
}
