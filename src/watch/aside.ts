/**
 * Runs that are read and judged in a thread of their own: a million rows take seconds, and whoever is looking at a page
 * meanwhile should not wait for them.
 *
 * @module
 */
import type { Watched } from "./follow.ts";
import type { RunView } from "./view.ts";

/** What the thread tells of a run: its lines only where they changed, for what it tells it keeps no more. */
export type Told = Omit<RunView, "panels"> & Partial<Pick<RunView, "panels">>;

/** Watches paths as {@linkcode file://./follow.ts} does, until it is disposed of. */
export function followAside(paths: readonly string[]): Watched & Disposable {
  const views = new Map<string, RunView>(), changed = new Set<string>();
  const thread = new Worker(new URL("./aside_thread.ts", import.meta.url), { type: "module" });
  thread.onmessage = ({ data }: MessageEvent<Told>) => {
    views.set(data.name, { panels: views.get(data.name)?.panels ?? [], ...data });
    changed.add(data.name);
  };
  thread.postMessage(paths);
  return {
    look() {
      const told = [...changed];
      changed.clear();
      return told;
    },
    names: () => [...views.keys()],
    views: (names = [...views.keys()]) => names.flatMap((name) => views.get(name) ?? []),
    [Symbol.dispose]: () => thread.terminate(),
  };
}
