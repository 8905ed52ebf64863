/**
 * What many rules ask of one thing is computed once.
 *
 * @module
 */

/**
 * The same function, which computes its answer to each thing once and keeps it as long as the thing is kept. Histories and
 * their series are never changed; some are a million entries long, and a dozen rules ask the same of them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * let asked = 0;
 * const total = once((values: readonly number[]) => (asked++, values.reduce((a, b) => a + b, 0)));
 * const values = [1, 2, 3];
 * assertEquals([total(values), total(values), asked], [6, 6, 1]);
 * ```
 */
export function once<Thing extends object, Answer>(
  compute: (thing: Thing) => Answer,
): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, { readonly answer: Answer }>();
  return (thing) => {
    const found = known.get(thing) ?? { answer: compute(thing) };
    known.set(thing, found);
    return found.answer;
  };
}
