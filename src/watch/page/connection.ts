/**
 * The page's line to its server, and what the reader is told of it.
 *
 * @module
 */
/// <reference lib="dom" />
import { element } from "../../page/dom.ts";
import type { Stretch } from "../thin.ts";
import type { RunView } from "../view.ts";

/** See the module. */
export interface Connection {
  /** Asks for all runs along a stretch, from now on; of a watch that has ended nobody asks. */
  ask(stretch: Stretch): void;
}

/** @param onRun told of each run that comes in */
export function createConnection(onRun: (view: RunView) => void): Connection {
  let events: EventSource | undefined, hasEnded = false, lostAt: string | undefined;

  function tell(state: "live" | "lost" | "ended", text: string): void {
    const told = element("connection");
    told.dataset.state = state;
    told.textContent = text;
  }

  function end(): void {
    hasEnded = true;
    events?.close();
    tell(
      "ended",
      `the watch ended at ${
        lostAt ?? now()
      }, and this is how the runs stood; deno task watch shows them again, at ` +
        "the new address that it prints",
    );
  }

  return {
    ask(stretch) {
      if (hasEnded) return;
      events?.close();
      const source = events = new EventSource(
        stretch === null ? "events" : `events?from=${stretch[0]}&to=${stretch[1]}`,
      );
      source.addEventListener("open", () => {
        lostAt = undefined;
        tell("live", "live");
      });
      source.addEventListener("run", ({ data }) => onRun(JSON.parse(data)));
      source.addEventListener("end", end);
      source.addEventListener("error", () => {
        lostAt ??= now();
        // refused: who answers at this address now is another watch, with another token
        if (source.readyState === EventSource.CLOSED) return end();
        tell("lost", `no connection since ${lostAt}: the watch has ended or is out of reach; trying again`);
      });
    },
  };
}

function now(): string {
  return new Date().toLocaleTimeString("en-GB");
}
