/**
 * Watching from a thread of its own, since a training leaves its thread no time to serve a page.
 *
 * @module
 */

/** The page of what is in training. */
export interface TrainingPage extends AsyncDisposable {
  readonly address: string;
}

/** What the thread says: first where the page is, at last that all was told. */
export type ThreadMessage = { readonly address: string } | "stopped";

/** Serves what is in training in `models`; disposed of, it shows how that ended and stops. */
export async function watchTraining(): Promise<TrainingPage> {
  if (Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted") {
    throw new Deno.errors.NotCapable('Requires net access to "127.0.0.1"'); // the thread could not say it in one line
  }
  const thread = new Worker(new URL("./thread.ts", import.meta.url), { type: "module" });
  const heard = () =>
    new Promise<ThreadMessage>((resolve, reject) => {
      thread.onmessage = ({ data }: MessageEvent<ThreadMessage>) => resolve(data);
      thread.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`the page cannot be served: ${event.message}`));
      };
    });
  const first = await heard();
  if (first === "stopped") throw new Error("the page's thread stopped before it began");
  return {
    address: first.address,
    async [Symbol.asyncDispose]() {
      const stopped = heard();
      thread.postMessage("stop");
      await stopped;
      thread.terminate();
    },
  };
}
