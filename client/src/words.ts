import type { FailureCode } from './outcome.ts';

/**
 * What a sentence may tell, each in the numerals and words of the reader's locale; `null` where it is not
 * known.
 */
export interface Facts {
  /** Credits that it costs, that there are, and the difference. */
  required: string | null;
  available: string | null;
  missing: string | null;
  /** When a retry is admitted: "in 3 minutes". */
  wait: string | null;
  /** Categories of banned terms that were found, as the configuration names them. */
  categories: string | null;
  /** Of a failure: credits that were charged all the same. */
  charged: string | null;
  /** Whether the limit is that of a network address, which others may share. */
  ofAddress: boolean;
  /** What the system said, in English. */
  original: string;
}

/** The sentence for a failure: plain, or made of what the failure tells. */
export type Sentence = string | ((facts: Facts) => string);

/** Sentences by code. What has none is told in the functions' own words, which are English. */
export type Messages = Partial<Record<FailureCode, Sentence>>;
