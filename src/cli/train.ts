/**
 * `deno task train`: the whole study, one preset, or the continuation of a run.
 *
 * @module
 */
import { loadNative } from "../engine/tensorflow/load.ts";
import { onlineConfiguration, type OnlineOverrides } from "../training/configuration.ts";
import { readJson } from "../run/files.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import { PRESETS, presetTraining, runName } from "../training/presets.ts";
import { isOver, readRunRecord, type RunRecord } from "../run/record.ts";
import { threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { refuseDropped } from "./train/dropped.ts";
import { addConfigurationFlags, configurationFromFlags } from "./train/flags.ts";
import { claimAgain, claimRun } from "../run/claim.ts";
import { trainClaimed } from "./train/run.ts";
import { runStudy } from "./train/study.ts";
import { watchTraining } from "../watch/beside.ts";
import { curriculumTraining, onlineTraining, type Training } from "../training/trainings.ts";

/** Epochs of a quick run: enough to go the whole path, far too few to learn. */
const QUICK_EPOCHS = 2;

const program = createProgram(
  "train",
  "Train the study's networks, or one of them, and measure them honestly.",
  [
    "deno task train                                the study: baseline, verdict, retrain, verdict",
    "deno task train --quick                        the same path in seconds",
    "deno task train baseline-64                    one run, into models/baseline-64 or, where one lies, -2",
    "deno task train baseline-64 --learning-rate 1e-3 --epochs 5 --name first-try",
    "deno task train curriculum-64 --noise quarter  what works: stages of sampling rate, one network a noise preset",
    "deno task train patient-64 --noise quarter     nearest to what can be had; literal: a clock for a minute",
    "deno task train --config my_run.json           fields from a file; flags win over it",
    "deno task train --resume baseline-64           continue an interrupted run bit for bit",
    "deno task train --watch                        and see it as it goes, at an address that is printed",
  ],
)
  .argument("[preset]", `one run instead of the study: ${PRESETS.join(", ")}`)
  .option("--quick", `only ${QUICK_EPOCHS} epochs (of each stage), into models/quick-...`)
  .option(
    "--name <run>",
    "name of the run's folder in models/ (default: the preset's name, and a curriculum's noise)",
  )
  .option("--resume <run>", "continue the run in models/<run> from its last checkpoint")
  .option(
    "--fresh",
    "start an interrupted run over, or replace a complete one when the new one is complete (kept as <run>.previous)",
  )
  .option("--config <file>", "JSON file with configuration fields")
  .option(
    "--threads <n>",
    "threads of the kernel (the same bytes; two help where two processors are idle)",
    threadsOption,
    1,
  )
  .option("--watch", "serve a page that shows the training as it goes, to this machine only")
  .option(
    "--tensorboard",
    "also write TensorBoard event files (deno task train:tensorflow, after deno task native)",
  );
addConfigurationFlags(program);

interface Options extends Record<string, unknown> {
  readonly quick?: true;
  readonly name?: string;
  readonly resume?: string;
  readonly fresh?: true;
  readonly config?: string;
  readonly watch?: true;
  readonly tensorboard?: true;
  readonly threads: number;
}

program.action(async (preset: string | undefined, options: Options) => {
  const given = { ...fieldsFromFile(options.config), ...configurationFromFlags(options) };
  const isCustom = Object.keys(given).length > 0;
  refuseDropped(preset, options, preset === undefined && !isCustom);
  if (options.tensorboard) await loadNative(); // before a run's folder is touched
  await using page = options.watch ? await watchTraining() : null;
  if (page !== null) console.log(`Watch it at ${page.address}\n`);
  if (options.resume !== undefined) return await resumeRun(options.resume, given, options);
  if (preset === undefined && !isCustom) {
    return await runStudy({
      quick: options.quick ? QUICK_EPOCHS : null,
      tensorboard: options.tensorboard === true,
      threads: options.threads,
    });
  }
  const name = preset ?? "baseline-64";
  const training = presetTraining(name, given, options.quick ? QUICK_EPOCHS : null);
  const { regime, configuration } = training.setup;
  const usual = regime === "curriculum" ? runName(name, configuration.noise) : preset ?? "custom";
  const folder = options.name ?? `${options.quick ? "quick-" : ""}${usual}`;
  const isTrial = options.quick === true && options.name === undefined;
  const claim = claimRun(folder, configuration, { fresh: options.fresh === true || isTrial });
  const { threads, tensorboard } = options;
  await trainClaimed(claim, training, { preset: name, threads, tensorboard });
});

function fieldsFromFile(path: string | undefined): OnlineOverrides {
  if (path === undefined) return {};
  const fields = readJson(path);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw new TypeError(`${path}: a configuration file holds one JSON object`);
  }
  return fields;
}

/** Continues a run; only the number of epochs may be raised. */
async function resumeRun(name: string, given: Record<string, unknown>, options: Options): Promise<void> {
  const { epochs, ...others } = given;
  if (Object.keys(others).length > 0) {
    const fields = Object.keys(others).join(", ");
    throw new TypeError(
      `--resume keeps the run's configuration; only --epochs may change (given: ${fields})`,
    );
  }
  using claim = claimAgain(name);
  const record = readRunRecord(claim.from);
  const training = furtherTraining(record, epochs);
  if (isOver(record) && training.planned === record.epochs) {
    throw new RangeError(`${claim.folder} has its ${record.epochs} epochs; ask for more with --epochs`);
  }
  const { threads, tensorboard } = options;
  await trainClaimed(claim, training, { preset: record.preset, threads, tensorboard });
}

/** The training of a record, with another number of epochs where one is given. */
function furtherTraining({ regime, configuration }: RunRecord, epochs: unknown): Training {
  switch (regime) {
    case "imported":
      throw new TypeError("an imported network was trained elsewhere and cannot be trained further here");
    case "online":
      return onlineTraining(
        epochs === undefined ? configuration : onlineConfiguration({ ...configuration, epochs }),
      );
    case "curriculum":
      if (epochs !== undefined) throw new TypeError("--epochs: a curriculum's epochs lie in its stages");
      return curriculumTraining(curriculumConfiguration(configuration)); // the coarsest rate's Nyquist, once more
  }
}

await runProgram(program);
