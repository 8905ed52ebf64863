/**
 * The root cause: which of the rivals the findings speak for, and what speaks against the others.
 *
 * @module
 */
import { CAUSE_ACTIONS } from "./plan/decision_tree.ts";
import { type Bearing, type Cause, CAUSES, type Finding } from "./records.ts";

/** One rival cause with what speaks for and against it. */
export interface Rival {
  readonly cause: Cause;
  /** Strongest bearing for, minus the strongest against. */
  readonly score: number;
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/** What to believe and what to do. */
export interface Verdict {
  /** `none` when no alarm is raised; `undetermined` when alarms are raised and nothing says why. */
  readonly cause: Cause | "none" | "undetermined";
  readonly summary: string;
  readonly action: string;
  /** Command that does it, where there is one. */
  readonly command?: string;
  /** Best first. */
  readonly rivals: readonly Rival[];
}

/** A bearing with the sentence it rests on. */
export interface Argument extends Bearing {
  readonly statement: string;
}

/** Commands of this project that carry out an action. RUN stands for the run. */
const COMMANDS: Readonly<Partial<Record<Cause | "undetermined", string>>> = {
  "measurement": "deno task evaluate RUN",
  "information": "deno task train curriculum-64",
  "learning rate": "deno task train baseline-64 --learning-rate RATE",
  "optimisation through time": "deno task train curriculum-64",
  "training budget": "deno task train --resume RUN",
  "undetermined": "deno task evaluate RUN",
};

/**
 * Weighs the arguments: many hints do not add up to a measurement, so only the strongest on each side counts. Between
 * equals the cause further upstream wins: it can produce the symptoms of the others.
 */
export function weigh(args: readonly Argument[]): readonly Rival[] {
  const rivals = CAUSES.map((cause) => {
    const mine = args.filter((argument) => argument.cause === cause);
    const side = (inFavour: boolean) =>
      mine.filter((argument) => argument.for === inFavour).toSorted((a, b) => b.strength - a.strength);
    const [pro, contra] = [side(true), side(false)];
    return {
      cause,
      score: (pro[0]?.strength ?? 0) - (contra[0]?.strength ?? 0),
      for: statements(pro),
      against: statements(contra),
    };
  });
  return rivals.toSorted((a, b) => b.score - a.score);
}

/** Each statement once, strongest first. */
function statements(side: readonly Argument[]): readonly string[] {
  return [...new Set(side.map(({ statement }) => statement))];
}

/** The verdict on weighed rivals. Without an alarm there is no cause to name, and a hint alone names none. */
export function judge(findings: readonly Finding[], rivals: readonly Rival[]): Verdict {
  const alarms = findings.filter(({ severity }) => severity !== "info");
  const short = findings.find(({ rule }) => rule === "too-short");
  if (alarms.length === 0 && short !== undefined) {
    return { cause: "undetermined", summary: `${short.title}.`, action: short.remedy, rivals };
  }
  if (alarms.length === 0) {
    return {
      cause: "none",
      summary: "No alarm: nothing measured speaks against this run.",
      action: "Proceed",
      rivals,
    };
  }
  const [first] = rivals;
  if (first.score < 2) {
    const hint = first.score === 1 ? `; a hint at ${first.cause}, no more` : "; nothing measured says why";
    return {
      cause: "undetermined",
      summary: `${alarms[0].title}${hint}.`,
      action: "Make the measurements listed as not tested, frozen weights first",
      command: COMMANDS.undetermined,
      rivals,
    };
  }
  return {
    cause: first.cause,
    summary: `${capitalised(first.cause)}: ${first.for[0]}`,
    action: CAUSE_ACTIONS[first.cause],
    ...(COMMANDS[first.cause] === undefined ? {} : { command: COMMANDS[first.cause] }),
    rivals,
  };
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
