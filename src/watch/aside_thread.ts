/**
 * The thread of {@linkcode file://./aside.ts}.
 *
 * @module
 */
import type { Told } from "./aside.ts";
import { followRuns } from "./follow.ts";
import type { RunView } from "./view.ts";

/** Milliseconds between two looks, and of one after which what changed is told. */
const INTERVAL = 500, BUDGET = 100;

const own = self as unknown as {
  postMessage(view: Told, handedOver: readonly ArrayBufferLike[]): void;
  onmessage: (event: MessageEvent<readonly string[]>) => void;
};
own.onmessage = ({ data: paths }) => {
  const watched = followRuns(paths, { onReading: tell });
  const look = () => watched.views(watched.look(BUDGET)).forEach(tell);
  look();
  setInterval(look, INTERVAL);
};

/** Lines that were told, and are there no more. */
const gone = new WeakSet<RunView["panels"]>();

/** The columns are handed over and not copied: each point is held once, by whoever serves it. */
function tell({ panels, ...view }: RunView): void {
  if (gone.has(panels)) return own.postMessage(view, []);
  gone.add(panels);
  const columns = panels.flatMap(({ lines }) => lines.flatMap(({ x, y }) => [x, y]));
  const buffers = columns.flatMap((column) => column instanceof Float64Array ? [column.buffer] : []);
  own.postMessage({ ...view, panels }, [...new Set(buffers)]);
}
