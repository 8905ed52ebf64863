import { display, type MediaBundle, type Place, show } from "./display.ts";

/** Least time between two redrawings, in milliseconds: front ends fall behind when they get more. */
const INTERVAL = 250;

/** One output of the cell that changes in place. */
export interface LiveView {
  /** Redraws, unless it has just done so; `draw` is then not called. */
  update(draw: () => string): Promise<void>;
  /** Draws for the last time, with a note in the plain text; always done. */
  finish(svg: string, note?: string): Promise<void>;
}

/**
 * Opens a place in the cell's output for a figure that changes while a long cell runs. The same place shows
 * the first text until the first figure is there.
 */
export async function liveView(first: string): Promise<LiveView> {
  const name = crypto.randomUUID();
  const again: Place = { name, update: true };
  await display({ "text/plain": first } satisfies MediaBundle, { name, update: false });
  let last = -Infinity;
  return {
    async update(draw) {
      if (performance.now() - last < INTERVAL) return;
      await show(draw(), again);
      last = performance.now();
    },
    finish: (svg, note) => show(svg, again, note),
  };
}
