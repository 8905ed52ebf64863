/**
 * `deno task diagnose PATH`: findings, verdict and next action for a training run, whoever wrote its history.
 *
 * @module
 */
import { InvalidArgumentError } from "commander";
import { pathToFileURL } from "node:url";
import { plausiblePath, refuseUnwritable } from "../boundary/mod.ts";
import { diagnose, type Diagnosis, RULES } from "../monitor/mod.ts";
import { type Chosen, FORMATS } from "../monitor/readers/mod.ts";
import { diagnosisJson } from "../report/diagnosis_json.ts";
import { diagnosisText, ruleText } from "../report/diagnosis_text.ts";
import { namingCommand } from "../report/next_command.ts";
import { runsTable } from "../report/runs_table.ts";
import { shortText } from "../report/short_text.ts";
import { lookAt } from "../run/growing.ts";
import { writeAtomically } from "../run/files.ts";
import { settingsBeside, settingsOfRun } from "../run/settings.ts";
import { readEvidenceFile, type Reading, readSource, resolvePath } from "../run/history.ts";
import { findHistories } from "../run/histories.ts";
import { follow, type Watch } from "../watch/terminal/follow.ts";
import { type Screen, screenOf } from "../watch/terminal/screen.ts";
import { choiceOption, countOption } from "./options.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

interface Options {
  readonly json?: true;
  readonly html?: string;
  readonly follow?: true;
  readonly idle?: number;
  readonly explain?: true | string;
  readonly evidence?: string;
  readonly target?: number;
  readonly patience?: number;
  readonly train?: string;
  readonly validation?: string;
  readonly metric?: readonly Metric[];
  readonly ignore?: readonly string[];
  readonly failOn?: "warning" | "critical";
}

type Metric = NonNullable<Chosen["metrics"]>[number];

/** Names of all rules. */
const NAMES = RULES.map(({ name }) => name).join(", ");

/** Seconds. */
const WEEK = 7 * 24 * 3600;

const program = createProgram(
  "diagnose",
  "Say what is wrong with a training run, why, and what to do next.",
  [
    "deno task diagnose baseline-64",
    "deno task diagnose runs/detect/train/results.csv",
    "deno task diagnose lightning_logs            # every run below it, best first",
    "deno task diagnose log.csv --train objective --metric score:higher",
    "deno task diagnose trainer_state.json --fail-on critical --json",
    "deno task diagnose models/baseline-64 --follow",
    "deno task diagnose trainer_state.json --html bert.html   # reports/bert.html",
  ],
)
  .argument("<path...>", `name of a run in models/, folders, files or - for standard input: ${FORMATS}`)
  .option("--json", "print one JSON object")
  .option("--html <file>", "also write a page with the curves, every finding marked in them; into reports/")
  .option("--explain [rule]", "print all that was looked for, or what one rule is about")
  .option("--follow", "watch a running job and print alerts as epochs arrive; Ctrl-C ends with the verdict")
  .option(
    "--idle <seconds>",
    "with --follow: end when nothing was written for so long",
    numberOption("a positive number of seconds, a week at most", (v) => v > 0 && v <= WEEK),
  )
  .option("--train <column>", "column that holds the training loss")
  .option("--validation <column>", "column that holds the validation loss")
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

program.action(async (given: readonly string[], options: Options) => {
  if (typeof options.explain === "string") {
    const rule = RULES.find(({ name }) => name === options.explain);
    if (rule === undefined) throw new RangeError(`no rule ${options.explain}; there are ${NAMES}`);
    return console.log(ruleText(rule));
  }
  if (options.idle !== undefined && !options.follow) throw new TypeError("--idle: only --follow waits");
  const chosen = {
    ...(options.train === undefined ? {} : { train: options.train }),
    ...(options.validation === undefined ? {} : { validation: options.validation }),
    ...(options.metric === undefined ? {} : { metrics: options.metric }),
  };
  const read = (path: string, isGrowing = false) =>
    withOptions(readSource(path, { chosen, isGrowing }), options);
  if (options.html !== undefined) refuseUnwritable(pageFile(options.html), "reports");
  if (options.follow) {
    if (given.length > 1) throw new RangeError(`--follow watches one run, got ${given.length} paths`);
    const look: Watch["look"] = (before) => lookAt(given[0], before, (place) => read(place, true));
    const reading = await follow({ look, screen: standardOutput(options) }, options);
    return await conclude([{ path: given[0], reading }], options);
  }
  const paths = given.flatMap((path) => path === "-" ? [path] : findHistories(resolvePath(path)));
  if (paths.length > 1) refuseForOne(paths.length, options);
  const runs = paths.length === 1
    ? [{ path: paths[0], reading: read(paths[0]) }]
    : paths.flatMap((path) => readable(path, read));
  if (runs.length === 0) {
    throw new TypeError(`${given.join(" ")}: none of ${paths.length} files could be read`);
  }
  await conclude(runs, options);
});

/** Options that several runs cannot share. */
function refuseForOne(runs: number, { html, evidence }: Options): void {
  if (html !== undefined) throw new RangeError(`--html makes the page of one run, got ${runs}`);
  if (evidence !== undefined) throw new RangeError(`--evidence was measured on one run, got ${runs}`);
}

/** A watch is told on standard output, or beside it where that holds JSON. */
function standardOutput({ json }: Options): Screen {
  const out = json ? Deno.stderr : Deno.stdout, isTerminal = out.isTerminal();
  const encoder = new TextEncoder();
  return screenOf((text) => out.writeSync(encoder.encode(text)), {
    isTerminal,
    ...(isTerminal ? { width: Deno.consoleSize().columns } : {}),
  });
}

interface Run {
  readonly path: string;
  readonly reading: Reading;
}

interface Judged extends Run {
  readonly diagnosis: Diagnosis;
}

/** Among several a file that is no history is told and left out. */
function readable(path: string, read: (path: string) => Reading): Run[] {
  try {
    return [{ path, reading: read(path) }];
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    console.error(error.message);
    return [];
  }
}

/** Prints one run in full, several as a table, and sets the exit code that --fail-on asks for. */
async function conclude(runs: readonly Run[], options: Options): Promise<void> {
  const judged = runs.map(({ path, reading }): Judged => {
    const source = { isOwn: reading.run !== undefined, evidence: reading.evidence };
    return { path, reading, diagnosis: namingCommand(diagnose(reading, options.ignore), path, source) };
  });
  if (options.json) {
    const records = judged.map(({ path, reading, diagnosis }) =>
      diagnosisJson(path, reading.history, diagnosis)
    );
    console.log(JSON.stringify(records.length === 1 ? records[0] : records, null, 1));
  } else if (judged.length === 1) {
    const [{ path, reading, diagnosis }] = judged;
    const name = nameOf(path);
    console.log(shortText(reading.history, diagnosis, name));
    if (options.explain === true) console.log(`\n${diagnosisText(reading.history, diagnosis)}`);
  } else {
    console.log(runsTable(judged.map(({ path, reading: { history, run }, diagnosis }) => ({
      name: path,
      history,
      diagnosis,
      settings: run === undefined ? settingsBeside(path) : settingsOfRun(run),
    }))));
  }
  if (options.html !== undefined) await writePage(judged[0], options.html);
  const bad = options.failOn === "critical" ? ["critical"] : ["critical", "warning"];
  const reached = judged.some(({ diagnosis }) =>
    diagnosis.findings.some(({ severity }) => bad.includes(severity))
  );
  if (options.failOn !== undefined && reached) Deno.exitCode = 1;
}

/** A name that no module graph sees: the figures' packages are loaded only where a page is wanted. */
const PAGE: string = "../report/diagnosis_page.ts";

/** The page of one run. */
async function writePage({ path, reading, diagnosis }: Judged, file: string): Promise<void> {
  const { diagnosisPage }: typeof import("../report/diagnosis_page.ts") = await import(PAGE);
  const page = pageFile(file);
  writeAtomically(page, diagnosisPage(reading.history, diagnosis, nameOf(path)));
  console.error(`page: ${pathToFileURL(page).href}`);
}

/** A bare name lies in reports/, where the task may write. */
function pageFile(file: string): string {
  return plausiblePath(file, "--html").includes("/") ? file : `reports/${file}`;
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path.slice(path.lastIndexOf("/") + 1);
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
    throw new InvalidArgumentError(`It must be a rule: ${NAMES}.`);
  }
  return [...before, name];
}

/** Options win over the history, a given evidence file over what lies in the run folder. */
function withOptions(
  { history, evidence, run }: Reading,
  { target, patience, evidence: file }: Options,
): Reading {
  return {
    history: {
      ...history,
      settings: {
        ...history.settings,
        ...(target === undefined ? {} : { targetLoss: target }),
        ...(patience === undefined ? {} : { patience }),
      },
    },
    evidence: file === undefined ? evidence : { ...evidence, ...readEvidenceFile(file) },
    run,
  };
}

await runProgram(program);
