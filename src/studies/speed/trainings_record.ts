/**
 * The record of whole trainings and how it reads as a table.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { TARGET } from "../../evaluation/mod.ts";
import { readJson } from "../../run/files.ts";
import { formatError } from "../../text/mod.ts";
import { error, seconds } from "../fields.ts";
import { describeSurroundings, type Surroundings } from "./machine.ts";
import { isOurs, isPeer, threadsOf } from "./ratios.ts";
import { markdown } from "./record.ts";
import { type TrainingName, TRAININGS, type TrainingTime } from "./trainings.ts";

/** One training by one trainer. */
export interface TrainingResult extends TrainingTime {
  readonly training: TrainingName;
  /** The trainer. */
  readonly name: string;
}

/** `trainings.json`. */
export interface TrainingsRecord extends Surroundings {
  readonly results: readonly TrainingResult[];
}

const measured = z.looseObject({
  results: z.array(z.looseObject({
    training: z.enum(TRAININGS),
    name: z.string().max(200),
    seconds,
    testMse: error,
  })),
});

const FILE = "reports/benchmarks/trainings.json";

/** The record in `reports/`. */
export function readTrainingsRecord(): TrainingsRecord {
  const record = readJson(FILE);
  validated(measured, record, FILE);
  return record as TrainingsRecord;
}

/** The fastest to the end among some trainers of one training, or undefined. */
export function fastestTraining(
  results: readonly TrainingResult[],
  training: TrainingName,
  among: (result: TrainingResult) => boolean,
): TrainingResult | undefined {
  return results.filter((result) => result.training === training && among(result))
    .toSorted((a, b) => a.seconds - b.seconds)[0];
}

/** On one thread: the fastest peer, the fastest of ours and how many times as fast it is; undefined without both. */
export function trainingRatio(results: readonly TrainingResult[], training: TrainingName) {
  const onOne = (belongs: typeof isOurs) => (result: TrainingResult) =>
    belongs(result) && threadsOf(result) === 1;
  const [ours, theirs] = [isOurs, isPeer].map((belongs) =>
    fastestTraining(results, training, onOne(belongs))
  );
  return ours && theirs ? { ours, theirs, times: theirs.seconds / ours.seconds } : undefined;
}

/** What a training is called in a table. */
export function describeTraining(training: TrainingName): string {
  return training === "baseline" ? "baseline" : `curriculum, \`${training}\``;
}

/** `trainings.md`: seconds to the end, seconds to the target, and the errors they ended with. */
export function trainingsTable(record: TrainingsRecord): string {
  const { results } = record;
  const names = [...new Set(results.map(({ name }) => name))].toSorted(oursFirst);
  const row = (what: string, training: TrainingName, cell: (result: TrainingResult) => string) => [
    `${describeTraining(training)}, ${what}`,
    ...names.map((name) => {
      const result = results.find((one) => one.training === training && one.name === name);
      return result === undefined ? "" : cell(result);
    }),
  ];
  const rows = TRAININGS.filter((name) => results.some(({ training }) => training === name))
    .flatMap((training) => [
      row("seconds", training, ({ seconds }) => seconds.toFixed(1)),
      ...(training === "baseline" ? [] : [row(`seconds to ${TARGET}`, training, toTarget)]),
      row("test MSE", training, ({ testMse }) => formatError(testMse)),
    ]);
  const ratios = TRAININGS.flatMap((training) => {
    const ratio = trainingRatio(results, training);
    if (ratio === undefined) return [];
    return [[describeTraining(training), ratio.theirs.name, ratio.ours.name, ratio.times.toFixed(2)]];
  });
  return [
    "# Whole trainings",
    "",
    ...describeSurroundings(record),
    "Seconds of training alone, one run each: measuring the test MSE, and JAX's compiling, are left out. Where there are " +
    "two cores, two trainings on one thread run at a time. The test MSE is measured every few epochs of the curriculum's " +
    "last stage. PyTorch and JAX train on one thread; PyTorch was not asked for the baseline ([its rate](table.md)). " +
    "Made by `deno task bench trainings`.",
    "",
    ...markdown(["training", ...names.map((name) => withVersion(results, name))], rows),
    ...(ratios.length === 0 ? [] : [
      "",
      ...markdown(["one thread, to the end", "fastest peer", "our fastest", "times the peer"], ratios),
    ]),
    "",
  ].join("\n");
}

/** The order of the columns: our engines with their threads, then the peers. */
function oursFirst(a: string, b: string): number {
  const place = (name: string) => ["native", "fused", "PyTorch", "JAX"].indexOf(name.split(/[ ,]/)[0]);
  return place(a) - place(b) || a.localeCompare(b);
}

/** A trainer's name and the version of its framework. */
function withVersion(results: readonly TrainingResult[], name: string): string {
  const version = results.find((result) => result.name === name)?.version;
  return version === undefined ? name : `${name} ${version}`;
}

function toTarget({ secondsToTarget }: TrainingResult): string {
  return secondsToTarget?.toFixed(1) ?? "not reached";
}
