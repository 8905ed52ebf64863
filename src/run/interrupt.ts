/** Milliseconds of work between two looks at the event loop, where a signal is noticed. */
const SLICE = 40;

/**
 * Passes the items on until Ctrl-C (SIGINT) or SIGTERM, then throws an `AbortError`. Work between two items is never cut.
 */
export async function* untilInterrupted<T>(items: Iterable<T>): AsyncGenerator<T> {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  let interrupted = false;
  const notice = () => interrupted = true;
  for (const signal of signals) Deno.addSignalListener(signal, notice);
  let last = performance.now();
  try {
    for (const item of items) {
      yield item;
      if (performance.now() - last > SLICE) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        last = performance.now();
      }
      if (interrupted) throw new DOMException("interrupted", "AbortError");
    }
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, notice);
  }
}
