/**
 * What a headline rests on.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { finite } from "../monitor/logged.ts";
import { isLog } from "../monitor/series.ts";
import { formatCount } from "../text/mod.ts";
import { courseOfJudge, courseUnder } from "./course_or_finding.ts";
import { headline } from "./headline.ts";
import { leading } from "./leading.ts";
import { hasFewEpochs } from "./log_extent.ts";
import { quietCourse } from "./quiet_course.ts";

/** What the headline rests on, where more is to be said than it does. */
export function reason(history: History, diagnosis: Diagnosis): string | undefined {
  const first = leading(diagnosis);
  if (first === undefined && hasFewEpochs(history)) return undefined;
  // where held-out rows stand still as the training loss does, it is theirs that is looked at
  const course = first === undefined || first.rule === "stopped-while-improving"
    ? courseOfJudge(history, first)
    : courseUnder(history, first) ?? courseOfJudge(history, first);
  if (first === undefined && course === undefined && isLog(history)) return tooFewValues(history);
  const tells = course?.tells ??
    (first === undefined ? undefined : beyond(headline(history, diagnosis), first.title));
  const stands =
    first?.rule === "schedule-not-over" && first.severity === "info" && first.facts.warmsUp !== true
      ? quietCourse(history)
      : undefined;
  // flat and open are said together: what stands at a high rate often gains once more as it comes down
  return stands?.state === "level" || stands?.state === "below" ? `${tells}; ${stands.tells}` : tells;
}

/** Measures that are named. */
const NAMED = 3;

/** How little was logged of each measure, where no rule could judge any. */
function tooFewValues({ series = [] }: History): string | undefined {
  const measures = series.filter(({ role }) => /loss|metric|reward/.test(role)).slice(0, NAMED);
  return measures.length === 0
    ? undefined
    : measures.map(({ name, values }) => `${name} has ${formatCount(finite(values).length, "value")}`).join(
      ", ",
    );
}

/** What a title says beyond its headline: a first clause that says the same, or the same place, is left out. */
export function beyond(said: string, title: string): string {
  const [clause, ...rest] = title.split(": ");
  const plain = clause.replace(/ (from|since) \w+ \d+( on)?$/, "");
  const known = wordsIn(said), words = wordsIn(plain);
  const isSaid = !/\d/.test(plain) && words.every((word) => known.includes(word) || FILLERS.includes(word));
  return rest.length > 0 && isSaid ? rest.join(": ") : title;
}

const FILLERS = ["a", "an", "the", "is", "are", "has", "have", "it", "looks", "look", "stay", "training"];

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
}

/** With a capital, unless it begins with a name out of the file. */
export function asSentence(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}
