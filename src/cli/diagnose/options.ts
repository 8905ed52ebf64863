/**
 * The flags of `deno task diagnose`.
 *
 * @module
 */
import { InvalidArgumentError } from "commander";
import { RULES } from "../../monitor/mod.ts";
import { type Chosen, FORMATS } from "../../monitor/readers/mod.ts";
import { choiceOption, countOption } from "../options.ts";
import { createProgram, numberOption } from "../program.ts";

/** What the user chose. */
export interface Options {
  readonly json?: true;
  readonly html?: string;
  readonly follow?: true;
  readonly idle?: number;
  readonly explain?: true | string;
  readonly evidence?: string;
  readonly target?: number;
  readonly patience?: number;
  readonly run?: string;
  readonly train?: string;
  readonly validation?: string;
  readonly metric?: readonly Metric[];
  readonly ignore?: readonly string[];
  readonly failOn?: "warning" | "critical";
}

type Metric = NonNullable<Chosen["metrics"]>[number];

const NAMES = RULES.map(({ name }) => name);

/** Which rule may be meant by a name that none has: those with such a word in theirs, else any. */
export function likely(name: string): string {
  const words = name.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 3);
  const alike = NAMES.filter((rule) => words.some((word) => rule.includes(word.slice(0, 4))));
  return alike.length > 0 && alike.length <= 8
    ? `did you mean ${alike.join(" or ")}?`
    : `there are ${NAMES.join(", ")}`;
}

/** Seconds. */
const WEEK = 7 * 24 * 3600;

/** The command without what it does. */
export const program = createProgram(
  "diagnose",
  "Say what is wrong with a training run, why, and what to do next.",
  [
    "deno task diagnose baseline-64",
    "deno task diagnose runs/detect/train/results.csv",
    "deno task diagnose lightning_logs            # every run below it, best first",
    "deno task diagnose lightning_logs --run version_3/metrics.csv   # one of them in full",
    "deno task diagnose log.csv --train objective --metric score:higher",
    "deno task diagnose trainer_state.json --fail-on critical --json",
    "deno task diagnose models/baseline-64 --follow",
    "deno task diagnose trainer_state.json --html bert.html   # reports/bert.html",
  ],
)
  .argument("[path...]", `name of a run in models/, folders, files or - for standard input: ${FORMATS}`)
  .option("--json", "print a JSON object, of several runs a list of them")
  .option("--html <file>", "also write a page with the curves, every finding marked in them; into reports/")
  .option("--explain [rule]", "print all that was looked for, or, with a rule's name, what the rule is about")
  .option("--follow", "watch a running job and print alerts as epochs arrive; Ctrl-C ends with the verdict")
  .option(
    "--idle <seconds>",
    "with --follow: end when nothing was written for so long",
    numberOption("a positive number of seconds, a week at most", (v) => v > 0 && v <= WEEK),
  )
  .option("--run <name>", "show one of several runs in full, by its name in the table of them", runOption)
  .option("--train <column>", "column that holds the training loss", columnOption)
  .option("--validation <column>", "column that holds the validation loss", columnOption)
  .option(
    "--metric <column:direction>",
    "a metric and its direction: higher or lower is better",
    metricOption,
  )
  .option("--ignore <rule>", "leave a rule out (may be given again)", ruleOption)
  .option(
    "--fail-on <severity>",
    "exit with 1 on a finding that bad: warning or critical",
    choiceOption(["warning", "critical"] as const),
  )
  .option("--evidence <file>", "JSON of what was measured beside the history (see src/monitor/README.md)")
  .option(
    "--target <loss>",
    "loss below which the run has succeeded",
    numberOption("a positive number", (v) => v > 0),
  )
  .option(
    "--patience <epochs>",
    "patience of early stopping (default: the history's, else 15)",
    countOption(100_000),
  );

function columnOption(name: string): string {
  if (name.trim() === "") throw new InvalidArgumentError("It must be a column's name.");
  return name;
}

function runOption(name: string): string {
  if (name.trim() === "") throw new InvalidArgumentError("It must be a run's name.");
  return name;
}

function metricOption(text: string, before: readonly Metric[] = []): readonly Metric[] {
  const [, name, better] = text.match(/^(.+):(higher|lower)$/) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError("It must be a column, a colon, and higher or lower.");
  }
  return [...before, { name, better: better as Metric["better"] }];
}

function ruleOption(name: string, before: readonly string[] = []): readonly string[] {
  if (!RULES.some((rule) => rule.name === name)) {
    throw new InvalidArgumentError(`It must be a rule; ${likely(name)}`);
  }
  return [...before, name];
}
