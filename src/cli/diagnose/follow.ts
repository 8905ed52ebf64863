/**
 * Watching a run that is still training.
 *
 * @module
 */
import { diagnose, type Finding, type History } from "../../monitor/mod.ts";
import { type Milestone, milestoneAlert } from "../../report/plan/mod.ts";
import { alertLine, findingLines } from "../../report/diagnosis_text.ts";
import type { Reading } from "../../run/history.ts";

/** Seconds between two looks at the file. */
const INTERVAL = 1;

/** When a watch ends by itself. */
interface FollowOptions {
  /** Seconds in which nothing was written. */
  readonly idle?: number;
}

/**
 * Prints milestone alerts and new alarms as epochs arrive, until the run's record says that it is over, Ctrl-C, or nothing
 * has been written for `idle` seconds. A file that is not there yet, or half written, is looked at again.
 */
export async function follow(
  read: () => Reading,
  milestones: (reading: Reading) => readonly Milestone[],
  print: (line: string) => void,
  { idle = Infinity }: FollowOptions = {},
): Promise<Reading> {
  const watch = new AbortController();
  const interrupt = () => watch.abort();
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    return await watchUntilOver(read, milestones, print, idle, watch.signal);
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}

async function watchUntilOver(
  read: () => Reading,
  milestones: (reading: Reading) => readonly Milestone[],
  print: (line: string) => void,
  idle: number,
  signal: AbortSignal,
): Promise<Reading> {
  let seen = 0, quiet = 0, last: Reading | undefined, problem: unknown;
  const told = new Set<string>();
  for (;;) {
    try {
      last = read();
      const points = pointsOf(last.history);
      if (points < seen) {
        print("the file starts anew: another run");
        told.clear();
        seen = 0;
      }
      quiet = points > seen ? 0 : quiet + INTERVAL;
      if (points > seen) tell(last, seen, milestones(last), told, print);
      seen = points;
      if (last.run !== undefined && last.run.status !== "running") return last;
    } catch (error) {
      if (!isUnfinished(error)) throw error;
      if (problem === undefined && last === undefined) print(`waiting: ${error.message}`);
      problem = error;
      quiet += INTERVAL;
    }
    if (signal.aborted || quiet >= idle) {
      if (last === undefined) throw problem;
      return last;
    }
    await pause(signal);
  }
}

/** Alerts of the epochs since the last look, then alarms that were not told before. */
function tell(
  reading: Reading,
  seen: number,
  due: readonly Milestone[],
  told: Set<string>,
  print: (line: string) => void,
): void {
  const { history } = reading;
  history.trainLoss.slice(seen).forEach((loss, i) => {
    if (loss === null) return;
    const alert = milestoneAlert(history.at?.[seen + i] ?? seen + i + 1, loss, due);
    if (alert !== undefined) print(alertLine(alert));
  });
  const place = history.at?.at(-1) ?? pointsOf(history);
  for (const finding of newAlarms(reading, told)) {
    print(`${history.unit} ${place}:${findingLines(finding).map((line) => line.slice(1)).join("\n")}`);
  }
}

function pointsOf({ trainLoss, series = [] }: History): number {
  return Math.max(trainLoss.length, ...series.map(({ values }) => values.length));
}

/** Not there yet, holding only a header, or in the middle of being written. */
function isUnfinished(error: unknown): error is Error {
  return error instanceof SyntaxError || error instanceof TypeError || error instanceof Deno.errors.NotFound;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 1000 * INTERVAL);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

function newAlarms({ history, evidence }: Reading, told: Set<string>): readonly Finding[] {
  const alarms = diagnose({ history, evidence }).findings.filter(({ severity }) => severity !== "info");
  const fresh = alarms.filter(({ rule }) => !told.has(rule));
  fresh.forEach(({ rule }) => told.add(rule));
  return fresh;
}
