/**
 * The thread of {@linkcode file://./aside.ts}.
 *
 * @module
 */
import { followRuns } from "./follow.ts";
import type { RunView } from "./view.ts";

/** Milliseconds between two looks, and of one after which what changed is told. */
const INTERVAL = 500, BUDGET = 100;

const own = self as unknown as {
  postMessage(view: RunView, handedOver: readonly ArrayBufferLike[]): void;
  onmessage: (event: MessageEvent<readonly string[]>) => void;
};
own.onmessage = ({ data: paths }) => {
  const watched = followRuns(paths, { onReading: tell });
  const look = () => watched.views(watched.look(BUDGET)).forEach(tell);
  look();
  setInterval(look, INTERVAL);
};

/** A view is made anew each time: its columns are handed over and not copied. */
function tell(view: RunView): void {
  const columns = view.panels.flatMap(({ lines }) => lines.flatMap(({ x, y }) => [x, y]));
  const buffers = columns.flatMap((column) => column instanceof Float64Array ? [column.buffer] : []);
  own.postMessage(view, [...new Set(buffers)]);
}
