/**
 * A run as it was read at one look: what its files hold, how it stands, and since when each finding held.
 *
 * @module
 */
import { diagnose, type Diagnosis, type Evidence, type Finding, type History } from "../monitor/mod.ts";
import { longestOf } from "../monitor/logged.ts";
import { placeOf as namedPlace } from "../report/leading.ts";
import type { NetworkView } from "./network.ts";

/**
 * How a run stands. Of a file without a record of its own all that can be told is whether it is `growing` or `still`;
 * `interrupted` is a run of ours that nobody trains any more.
 */
export type Status =
  | "waiting"
  | "reading"
  | "running"
  | "finished"
  | "stopped early"
  | "diverged"
  | "interrupted"
  | "growing"
  | "still"
  | "unreadable"
  | "deleted";

/** What was read at one look. */
export interface Read {
  readonly history: History;
  readonly evidence: Evidence;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What each epoch costs that the run is to have, relative to one another, where its settings say so. */
  readonly planned?: readonly number[];
  /** What a network of ours answers. */
  readonly network?: NetworkView;
  /** What the run's own record says, where it has one. */
  readonly recorded?: "running" | "finished" | "stopped early" | "diverged";
}

/** A run with what the monitor says of it. */
export interface Run extends Read {
  readonly name: string;
  readonly status: Status;
  /** Why it cannot be read. */
  readonly problem?: string;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  readonly diagnosis: Diagnosis;
  readonly raised: Raised;
}

/** Rules that had fired when the history had so many entries. */
export type Raised = ReadonlyMap<number, ReadonlySet<string>>;

/** So many beginnings of a history are judged when it is first seen. */
const BEGINNINGS = 32;

/** Longest history whose beginnings are judged; of a longer one only growth is followed. */
const LONGEST = 10_000;

/** What can only be said of a run that is over. */
const OF_ENDED: readonly string[] = ["stopped-while-improving"];

/**
 * Judges a history and, when it is seen for the first time, its beginnings, so that each finding has a place. The
 * judgements of a history that grew are kept.
 *
 * @param isOver whether nothing more is expected of the run
 */
export function judge(
  read: Read,
  isOver: boolean,
  before: Raised = new Map(),
): { diagnosis: Diagnosis; raised: Raised } {
  const ignored = isOver ? [] : OF_ENDED;
  const diagnosis = diagnose(read, ignored);
  const length = longestOf(read.history);
  const isGrown = before.size > 0 && Math.max(...before.keys()) <= length;
  const raised = new Map(isGrown ? before : []);
  raised.set(length, rulesOf(diagnosis));
  if (isGrown || length > LONGEST) return { diagnosis, raised };
  const judgeAt = (entries: number) => {
    const known = raised.get(entries);
    if (known !== undefined) return known;
    const rules = rulesOf(diagnose({ ...read, history: beginning(read.history, entries) }, ignored));
    raised.set(entries, rules);
    return rules;
  };
  const count = Math.min(BEGINNINGS, length - 1);
  for (let i = 1; i <= count; i++) judgeAt(Math.ceil((i * (length - 1)) / count));
  for (const finding of diagnosis.findings) {
    if (namedPlace(finding) !== undefined) continue;
    let [without, since] = lastChange(finding.rule, raised) ?? [0, 0];
    while (since - without > 1) { // to the entry
      const middle = (without + since) >> 1;
      if (judgeAt(middle).has(finding.rule)) since = middle;
      else without = middle;
    }
  }
  return { diagnosis, raised };
}

/**
 * The epoch or step a finding belongs to: the one that its facts name, else the first from which on it stood.
 * `undefined` for what was so from the start, which is a matter of the whole run.
 */
export function placeOf(finding: Finding, history: History, raised: Raised): number | undefined {
  const named = namedPlace(finding);
  if (named !== undefined) return named;
  const since = lastChange(finding.rule, raised)?.[1];
  return since === undefined ? undefined : history.at?.[since - 1] ?? since;
}

/** The last judgement without the rule and the one after it. */
function lastChange(rule: string, raised: Raised): readonly [number, number] | undefined {
  const judged = [...raised].toSorted(([a], [b]) => a - b);
  const last = judged.findLastIndex(([, rules]) => !rules.has(rule));
  return last < 0 || last + 1 === judged.length ? undefined : [judged[last][0], judged[last + 1][0]];
}

function rulesOf({ findings }: Diagnosis): ReadonlySet<string> {
  return new Set(findings.map(({ rule }) => rule));
}

/** The history as it was after so many entries. */
function beginning(history: History, entries: number): History {
  const length = history.trainLoss.length;
  const end = history.at?.[entries - 1] ?? entries;
  const { claimed: _, ...rest } = history;
  const cut = Object.fromEntries(
    Object.entries(rest).map(([key, value]) =>
      Array.isArray(value) && value.length === length && key !== "groups" && key !== "series"
        ? [key, value.slice(0, entries)]
        : [key, value]
    ),
  ) as unknown as History;
  return {
    ...cut,
    notes: history.notes,
    stageStarts: history.stageStarts?.filter((start) => start <= end),
    series: history.series?.map((series) => {
      const after = series.at.findIndex((at) => at > end);
      const kept = after < 0 ? series.at.length : after;
      return { ...series, at: series.at.slice(0, kept), values: series.values.slice(0, kept) };
    }),
  };
}
