import * as z from 'zod';

/**
 * The parts of schemas of what is stored. Two versions of the functions run side by side during a deployment,
 * and what an older one wrote stays: so a key or a name that this version doesn't know must neither lock
 * anybody out nor be lost when the document is written back.
 */

/** An object whose unknown keys are kept as they are. The type names the known ones alone. */
export const stored = z.looseObject as unknown as typeof z.object;

/**
 * One of these names, or one that another version knows. Code must not take "none of the others" for the last
 * of them.
 */
export const oneOf = <const T extends string>(_known: readonly T[]) =>
  z.string() as unknown as z.ZodType<T, T>;

/** Something by name, for some of these names, or for such as another version knows. */
export const bySome = <const K extends string, V extends z.ZodType>(_known: readonly K[], value: V) =>
  z.record(z.string(), value) as unknown as z.ZodType<
    Partial<Record<K, z.output<V>>>,
    Partial<Record<K, z.input<V>>>
  >;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * The schema of a model, which is an interface written by hand, so that clients need no zod to name it. It
 * compiles only where what the schema parses to is exactly the model: `lotSchema = schemaOf<Lot>()(stored({ …
 * }))`.
 */
export const schemaOf =
  <Model>() =>
  <S extends z.ZodType>(
    schema: Same<z.output<S>, Model> extends true ? S : { 'the schema differs from its model': z.output<S> },
  ): S =>
    schema as S;
