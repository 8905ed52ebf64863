/** Milliseconds of work between two looks at the event loop, where a signal is noticed. */
const SLICE = 40;

/** What a user or a scheduler ends a program with. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/**
 * Passes the items on until Ctrl-C (SIGINT) or SIGTERM, then throws an `AbortError`. Work between two items is never cut.
 */
export async function* untilInterrupted<T>(items: Iterable<T>): AsyncGenerator<T> {
  let interrupted = false;
  const notice = () => interrupted = true;
  for (const signal of SIGNALS) Deno.addSignalListener(signal, notice);
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
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, notice);
  }
}

/** A signal that Ctrl-C (SIGINT) or SIGTERM aborts, until it is disposed of. */
export function abortedBySignal(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = () => controller.abort(new DOMException("interrupted", "AbortError"));
  for (const signal of SIGNALS) Deno.addSignalListener(signal, abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, abort);
    },
  };
}
