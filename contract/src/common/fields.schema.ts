import * as z from 'zod';
import { type Micro, toMicro, ZERO_MICRO } from './money.ts';
import { storableEmail, storableName } from './person-names.ts';

/**
 * The fields that stored documents are made of. Only a field that says whose something is, or how much, has
 * no default: what an older version did not write, or what a lost key may be, must not lock anybody out.
 */

/** A time: milliseconds since 1970. */
export const at = z.int();
export const atOrNever = at.nullable().default(null);
export const atUnknown = at.default(0);
export const times = z.array(at).default([]);

export const micro = z
  .int()
  .min(0)
  .transform((value): Micro => toMicro(value));
export const microOrZero = micro.default(ZERO_MICRO);
export const signedMicro = z.int().transform((value): Micro => toMicro(value));

export const count = z.int().min(0).default(0);
export const textOrNone = z.string().nullable().default(null);

/** As it would be stored now: an older document may hold a name that is too long to be written again. */
export const email = textOrNone.transform(storableEmail);
export const displayName = textOrNone.transform(storableName);
