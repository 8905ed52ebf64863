/**
 * The thread of {@linkcode file://./beside.ts}.
 *
 * @module
 */
import type { ThreadMessage } from "./beside.ts";
import { followRuns } from "./follow.ts";
import { livePage } from "./page.ts";
import { serveWatch } from "./server.ts";

const own = self as unknown as {
  postMessage(message: ThreadMessage): void;
  onmessage: (() => Promise<void>) | null;
};
const server = serveWatch(livePage(), followRuns(["models"], { onlyTraining: true }));
own.onmessage = async () => {
  await server.stop();
  own.postMessage("stopped");
};
own.postMessage({ address: server.address });
