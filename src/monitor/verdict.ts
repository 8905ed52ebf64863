/**
 * The root cause: which of the rivals the findings speak for, and what speaks against the others.
 *
 * @module
 */
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
  /** Command that does it, where whoever asked knows one. */
  readonly command?: string;
  /** Best first. */
  readonly rivals: readonly Rival[];
}

/** What removes a cause, in one line. */
export const CAUSE_ACTIONS: Readonly<Record<Cause, string>> = {
  "program": "Mend the line that is named, nothing else, and train again",
  "measurement": "Measure again: frozen weights, one sample at a time, zero initial state, unseen rows",
  "data": "Mend the data, then retrain the same network",
  "information":
    "Give the network an input that tells something about the target, or train it to count from its zero state",
  "initialisation": "Start from weights within 1/sqrt(units), forget-gate bias near 1",
  "learning rate": "Change the learning rate, nothing else, and retrain",
  "optimisation through time": "Carry the state and train through windows that span a period of the target",
  "training budget": "Continue the same run from its checkpoint",
  "capacity": "Retrain with twice the units, same recipe",
  "regularisation": "Keep the best checkpoint; add data, weight decay or dropout",
};

/** A bearing with the sentence it rests on. */
export interface Argument extends Bearing {
  readonly statement: string;
}

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
      rivals,
    };
  }
  return {
    cause: first.cause,
    summary: `${capitalised(first.cause)}: ${first.for[0]}`,
    action: CAUSE_ACTIONS[first.cause],
    rivals,
  };
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
