/**
 * `deno task diagnose PATH`: findings, verdict and next action for a training run, whoever wrote its history.
 *
 * @module
 */
import { diagnose, type Milestone, MILESTONES, milestonesFor } from "../monitor/mod.ts";
import { FORMATS } from "../monitor/readers/mod.ts";
import { diagnosisText } from "../report/diagnosis_text.ts";
import { follow } from "./diagnose/follow.ts";
import { namingFile, namingRun } from "./diagnose/name_run.ts";
import { readEvidenceFile, type Reading, readSource, resolvePath } from "./diagnose/source.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

interface Options {
  readonly json?: true;
  readonly follow?: true;
  readonly evidence?: string;
  readonly target?: number;
  readonly patience?: number;
}

const program = createProgram(
  "diagnose",
  "Say what is wrong with a training run, why, and what to do next.",
  [
    "deno task diagnose baseline-64",
    "deno task diagnose data/original_runs/baseline_64_lr1e-4.json --target 0.01",
    "deno task diagnose lightning_logs/version_0 --evidence evidence.json --json",
    "deno task diagnose models/baseline-64 --follow",
  ],
)
  .argument("<path>", `name of a run in models/, a folder, or a file: ${FORMATS}`)
  .option("--json", "print one JSON object")
  .option("--follow", "watch a running job and print alerts as epochs arrive")
  .option("--evidence <file>", "JSON of what was measured beside the history (see src/monitor/README.md)")
  .option(
    "--target <loss>",
    "loss below which the run has succeeded",
    numberOption("a positive number", (v) => v > 0),
  )
  .option(
    "--patience <epochs>",
    "patience of early stopping (default: the history's, else 15)",
    numberOption("a positive integer", (v) => Number.isInteger(v) && v > 0),
  );

program.action(async (given: string, options: Options) => {
  const path = resolvePath(given);
  const read = () => withOptions(readSource(path), options);
  const reading = options.follow ? await follow(read, milestonesOf, console.log) : read();
  const found = diagnose(reading);
  const diagnosis = reading.run === undefined
    ? namingFile(found, path)
    : namingRun(found, path.replace(/^models\//, ""));
  console.log(
    options.json
      ? JSON.stringify(
        { path, format: reading.history.format, notes: reading.history.notes, ...diagnosis },
        null,
        1,
      )
      : diagnosisText(reading.history, diagnosis),
  );
});

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

/** The report's milestones for this project's runs; for others scaled by the target's variance, where it is known. */
function milestonesOf({ run, evidence }: Reading): readonly Milestone[] {
  if (run !== undefined) return MILESTONES;
  return evidence.targetVariance === undefined ? [] : milestonesFor(evidence.targetVariance);
}

await runProgram(program);
