/**
 * Watching one run in a terminal while it trains.
 *
 * @module
 */
import { diagnose, type History } from "../../monitor/mod.ts";
import { longestOf } from "../../monitor/logged.ts";
import { unitOf } from "../../monitor/series.ts";
import { alertsOf, milestonesOf } from "../../report/plan/mod.ts";
import { alertLine, findingLines } from "../../report/diagnosis_text.ts";
import { headline } from "../../report/headline.ts";
import { extent } from "../../report/short_text.ts";
import { shownSeries } from "../../report/shown_series.ts";
import { beginningOf, beginsOtherwise, isAnotherRun, type Look } from "../../run/growing.ts";
import type { Reading } from "../../run/source.ts";
import { isOver } from "../../run/record.ts";
import { formatNumber } from "../../text/mod.ts";
import { newsOf } from "./alarms.ts";
import type { Screen } from "./screen.ts";

/** When a watch ends by itself, and how often it looks. */
export interface FollowOptions {
  /** Seconds in which nothing was written. */
  readonly idle?: number;
  /** Rules that are left out. */
  readonly ignore?: readonly string[];
  /** Seconds between two looks at the file. */
  readonly interval?: number;
  /** Seconds of a clock. */
  readonly now?: () => number;
}

/** What is watched and where it is told. */
export interface Watch {
  readonly look: (before: Look<Reading> | undefined) => Look<Reading>;
  readonly screen: Screen;
}

/**
 * Tells milestones and new alarms as epochs arrive, and the state in one living line, until the run's record says that it is
 * over, Ctrl-C, or nothing has been written for `idle` seconds. A file that is not there yet, holds a header only or ends in half a
 * line is looked at again; one that starts anew is another run.
 */
export async function follow(watch: Watch, options: FollowOptions = {}): Promise<Reading> {
  const ended = new AbortController();
  const interrupt = () => ended.abort();
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    return await watchUntilOver(watch, options, ended.signal);
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
    watch.screen.end();
  }
}

/** Seconds for which a file may be in the middle of being written anew: shorter than it was, or not to be read. */
const REWRITTEN = 3;

async function watchUntilOver(
  { look, screen }: Watch,
  { idle = Infinity, interval = 1, ignore = [], now = () => performance.now() / 1000 }: FollowOptions,
  signal: AbortSignal,
): Promise<Reading> {
  let seen: Look<Reading> | undefined, told = 0, written = now(), news = newsOf();
  let waitingFor: string | undefined;
  const hasLasted = lasting(REWRITTEN, now);
  for (;;) {
    const before = seen, next = look(before), change = changeOf(before, next), { problem } = next;
    if (problem !== undefined && !isUnfinished(problem)) throw problem;
    const reason = problem?.message.replace(/\d+/g, "");
    const isLasting = hasLasted(reason ?? (change === "shorter" ? change : undefined));
    seen = before !== undefined && change === "shorter" && !isLasting ? before : next;
    if (problem !== undefined && reason !== waitingFor && (before === undefined || isLasting)) {
      screen.say(`waiting: ${problem.message}`);
    }
    if (problem === undefined || before === undefined || isLasting) waitingFor = reason;
    const { read: last } = seen;
    if (problem === undefined && last !== undefined && seen !== before) {
      if (change === "another") screen.say("the file starts anew: another run");
      if (change === "shorter") screen.say(`back at ${placeOf(last.history)}: resumed, or run anew`);
      if (change !== "grown") [told, news] = [0, newsOf()];
      const points = longestOf(last.history);
      if (points > told) {
        tell(last, told);
        written = now();
      }
      told = points;
      if (last.run !== undefined && isOver(last.run)) return last;
    }
    if (signal.aborted || now() - written >= idle) {
      if (last === undefined) throw problem;
      if (problem !== undefined) screen.say(`judged is what was read before: ${problem.message}`);
      return signal.aborted ? { ...last, history: { ...last.history, inProgress: true } } : last;
    }
    await pause(interval, signal);
  }

  /** Milestones of the epochs since the last look, alarms that are news, and the state. */
  function tell({ history, evidence, run }: Reading, from: number): void {
    const milestones = milestonesOf(run !== undefined, evidence.targetVariance);
    for (const alert of alertsOf(history, milestones, from)) screen.say(alertLine(alert));
    const diagnosis = diagnose({ history: { ...history, inProgress: true }, evidence }, ignore);
    for (const finding of news(diagnosis.findings, now())) {
      screen.say(
        `${placeOf(history)}:${findingLines(finding).map((line) => line.slice(1)).join("\n")}`,
      );
    }
    const values = shownSeries(history).map(({ name, values }) =>
      `${name} ${formatNumber(values[values.length - 1])}`
    );
    screen.live(`${extent(history)}  ${values.join("  ")}  ${headline(history, diagnosis)}`, now());
  }
}

/** What became of the history since the look before. */
function changeOf(before: Look<Reading> | undefined, next: Look<Reading>): "grown" | "shorter" | "another" {
  if (next.problem !== undefined || next.read === undefined || before?.read === undefined) return "grown";
  const known = beginningOf(before.read.history), beginning = beginningOf(next.read.history);
  if (!isAnotherRun(known, beginning)) return "grown";
  return beginsOtherwise(known, beginning) || next.place !== before.place ? "another" : "shorter";
}

/** Whether what is given, one look after another, has been the same for so many seconds. */
function lasting(seconds: number, now: () => number): (state: string | undefined) => boolean {
  let known: string | undefined, since = 0;
  return (state) => {
    if (state !== known) [known, since] = [state, now()];
    return state !== undefined && now() - since >= seconds;
  };
}

/** How far a run has come. */
function placeOf(history: History): string {
  return `${unitOf(history)} ${history.at?.at(-1) ?? longestOf(history)}`;
}

/** Not there yet, holding only a header, or in the middle of being written. */
function isUnfinished(error: unknown): error is Error {
  return error instanceof SyntaxError || error instanceof TypeError || error instanceof Deno.errors.NotFound;
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 1000 * seconds);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
