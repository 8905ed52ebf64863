/**
 * The lines' values beside their names: each name has a `b` for its own, and an element `.at` says where they are.
 *
 * @module
 */
/// <reference lib="dom" />

/** Writes the values, in the order of the names, and the place that they are of. */
export function tellValues(keys: HTMLElement, values: readonly string[], place: string): void {
  keys.querySelectorAll("b").forEach((told, at) => told.textContent = values[at]);
  keys.querySelector(".at")!.textContent = place;
}
