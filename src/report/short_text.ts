/**
 * What the monitor says of a run, in at most twelve lines: what it is, what was found, the series that show it, which
 * checkpoint to use, what to do next, and how sure that is.
 *
 * @module
 */
import type { Diagnosis, Finding, History, LoggedSeries } from "../monitor/mod.ts";
import { cyclesOf } from "../monitor/cycles.ts";
import { longestOf } from "../monitor/logged.ts";
import { isUnprobed, kindOf } from "../monitor/kind.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { isUnjudged } from "../monitor/readers/classify.ts";
import { headline } from "./headline.ts";
import { isBeside, leading, refutedBy } from "./leading.ts";
import { nextStep } from "./next_step.ts";
import { asSentence, reason } from "./reason.ts";
import { checkpoint } from "./checkpoint_advice.ts";
import { checksLeft } from "./diagnosis_text.ts";
import { cutTo, formatCount, someOf } from "../text/mod.ts";
import { seriesLines, shownSeries } from "./shown_series.ts";
import { sureness } from "./sureness.ts";

const MOST_LINES = 12;

/** Ends of cycles that are named. */
const ENDS_SHOWN = 4;

/** Names of series shown before the rest is counted, and how much of a name. */
const NAMES_SHOWN = 6, NAME_LENGTH = 80;

/** Notes shown before the rest is counted, and how much of a note. */
const NOTES_SHOWN = 6, NOTE_LENGTH = 300;

/** Characters of a line, whatever is in the file: who asks is told in a few words. */
const MOST_CHARACTERS = 1000;

/** The lines; `name` is what the file is called. */
export function shortText(history: History, diagnosis: Diagnosis, name: string): string {
  const { findings, verdict, notTested } = diagnosis;
  const first = leading(diagnosis), use = checkpoint(history, diagnosis);
  const why = reason(history, diagnosis);
  const before = [
    `${name}: ${extent(history)} (${history.format})${names(history)}`,
    ...(notes(history).length === 0
      ? []
      : [`  Note: ${someOf(notes(history).map((note) => cutTo(note, NOTE_LENGTH)), NOTES_SHOWN, "; ")}`]),
    headline(history, diagnosis),
    ...(why === undefined ? [] : [`  ${asSentence(why)}`]),
    ...seriesLines(history).map((line) => `  ${line}`),
    ...(use === undefined ? [] : [`Use: ${use}`]),
    `Next: ${asSentence(nextStep(history, diagnosis))}`,
    ...(verdict.command !== undefined && (!isLog(history) || verdict.command.includes(" probe "))
      ? [`Command: ${verdict.command}`]
      : []),
  ];
  const after = [
    `Sure? ${sureness(history, diagnosis)}`,
    `Not visible here: ${notVisible(history)} (--explain lists ${
      checksLeft(history, notTested).length
    } checks that need more)`,
  ];
  const also = findings.filter((finding) =>
    finding !== first && !isSaid(finding, first) &&
    (finding.severity !== "info" || isBeside(finding) ||
      ["metric-disagrees", "capacity", "loss-is-no-error", "critic-explodes"].includes(finding.rule))
  );
  const room = Math.max(0, MOST_LINES - before.length - after.length);
  const shown = also.slice(0, also.length > room ? Math.max(0, room - 1) : room).map(({ title }) =>
    `Also: ${title}`
  );
  const more = also.slice(shown.length).map(({ rule }) => rule.replaceAll("-", " "));
  const rest = more.length === 0 || room === 0 ? [] : [`Also: ${more.join(", ")}`];
  return [...before, ...shown, ...rest, ...after].map((line) => cutTo(line, MOST_CHARACTERS)).join("\n");
}

/** What the reader had to assume, and by what a log with warm restarts is judged. */
function notes(history: History): readonly string[] {
  const cycles = cyclesOf(history);
  if (cycles === undefined) return history.notes;
  const { ends, byRate } = cycles, shown = ends.slice(0, ENDS_SHOWN).join(", "), unit = unitOf(history);
  const why = byRate ? "the rate is raised again" : "both losses rise and fall in waves";
  return [
    ...history.notes,
    ends.length > 2
      ? `${why}: judged by the best of each cycle, which end at ${unit} ${shown}${
        ends.length > ENDS_SHOWN ? " and so on" : ""
      }`
      : `${why}: judged up to ${unit} ${ends[1]}, where the last cycle that is over ends`,
  ];
}

/** Beside these nothing is added by a loss that stands still. */
const STILL = [
  "loss-not-decreasing",
  "oscillation",
  "posterior-collapse",
  "chance-level",
  "metric-flat",
  "always-zero",
];

function isSaid({ rule }: Finding, first: Finding | undefined): boolean {
  return rule === "plateau" && STILL.includes(first?.rule ?? "") ||
    rule === "loss-is-no-error" && refutedBy(first) !== undefined;
}

/** How long it ran and how often it was evaluated. */
export function extent(history: History): string {
  const { at, series = [] } = history, unit = unitOf(history);
  const longest = longestOf(history);
  // the last evaluation, the last reward, and what the file states, may come after the last logged loss
  const lasts = history.unit === "step" && series.length > 0
    ? [
      history.stepsDone ?? 0,
      ...series.map((one) =>
        one.split === "train" && one.role !== "reward" ? 0 : one.at[one.at.length - 1] ?? 0
      ),
    ]
    : [];
  const end = Math.max(at?.[at.length - 1] ?? longest, ...lasts);
  // whoever counts from 0 ends one below their number; what was measured before training is no epoch
  const isBefore = history.trainLoss[0] === null && history.unit === "epoch";
  const last = at !== undefined && at[0] === 0 && end === at.length - 1 && !isBefore ? at.length : end;
  const held = series.find(({ split, role }) => split !== "train" && role !== "time");
  const evaluations = history.unit === "step" && held !== undefined && held.values.length < longest
    ? `, evaluated ${held.values.length === 1 ? "once" : `${held.values.length} times`}`
    : "";
  // every k-th epoch may be logged, and a run may go on from another's
  const logged = at !== undefined && history.unit === "epoch" && 2 * at.length < last
    ? `, ${at.length} of them logged`
    : "";
  return `${formatCount(last, unit)}${evaluations}${logged}`;
}

/** Names of what was read, those that are shown first, and of what was left out. */
function names(history: History): string {
  if (!isLog(history)) return "";
  const { series, leftOut = [] } = history;
  const first = shownSeries(history);
  const rest = series.filter((s: LoggedSeries) => s.role !== "time" && !first.includes(s));
  const [readings, measures] = [true, false].map((is) =>
    rest.filter(({ role }) => (role === "reading") === is)
  );
  const all = [...first, ...measures, ...readings].map(({ name }) => name);
  const unjudged = leftOut.filter(isUnjudged), others = leftOut.filter((name) => !unjudged.includes(name));
  const after = [
    // what may count most is said by name, with what would make it count
    ...(unjudged.length === 0 ? [] : [
      `not judged, for it is not known which way is better (--metric NAME:higher): ${counted(unjudged, 3)}`,
    ]),
    ...(others.length === 0 ? [] : [`left out: ${counted(others, 3)}`]),
  ];
  return ["", counted(all, NAMES_SHOWN), ...after].join("; ");
}

function counted(names: readonly string[], shown: number): string {
  return someOf(names.map((name) => cutTo(name, NAME_LENGTH)), shown);
}

function notVisible(history: History): string {
  // a record has by layer and once what a history would have by epoch
  const recorded = history.format.startsWith("recorder");
  const missing = [
    history.heldOutLoss === undefined && kindOf(history) === "supervised" && !hasHeldOutLoss(history)
      ? isUnprobed(history) ? "a probe of the features" : "validation loss"
      : undefined,
    history.gradientNorm === undefined && !recorded && !hasGradients(history) ? "gradient norms" : undefined,
    history.learningRate === undefined && history.settings.learningRate === undefined && !recorded
      ? "learning rate"
      : undefined,
    // a policy gathers its rows, and has no classes
    isLog(history) && !recorded && kindOf(history) !== "reinforcement"
      ? "test rows in training, class balance"
      : undefined,
  ].filter((item) => item !== undefined);
  return missing.join(", ") || "nothing more";
}

/** What was logged of gradients, and is read as nothing, was visible all the same. */
function hasGradients({ leftOut = [] }: History): boolean {
  return leftOut.some((name) => /grad/i.test(name));
}

/** Of one evaluation no course is made, and it was logged all the same. */
function hasHeldOutLoss({ series = [] }: History): boolean {
  return series.some(({ role, split }) => split !== "train" && /loss/.test(role));
}
