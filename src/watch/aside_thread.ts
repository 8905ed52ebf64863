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
  postMessage(view: RunView): void;
  onmessage: (event: MessageEvent<readonly string[]>) => void;
};
own.onmessage = ({ data: paths }) => {
  const watched = followRuns(paths, { onReading: (view) => own.postMessage(view) });
  const look = () => watched.views(watched.look(BUDGET)).forEach((view) => own.postMessage(view));
  look();
  setInterval(look, INTERVAL);
};
