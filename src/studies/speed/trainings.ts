/**
 * Whole trainings, timed from the first update to the last: the baseline, and the curriculum on each preset.
 *
 * @module
 */
import { createEngine, type EngineName } from "../../engine/mod.ts";
import { measureError, TARGET } from "../../evaluation/mod.ts";
import { initialise } from "../../model/mod.ts";
import { EASIEST_FIRST, makeMixture, makeRows, type NoiseName } from "../../signal/mod.ts";
import { onlineConfiguration, signalOf } from "../../training/configuration.ts";
import { CURRICULA, quickStages } from "../../training/curricula.ts";
import { trainCurriculum } from "../../training/curriculum.ts";
import { curriculumConfiguration } from "../../training/curriculum_configuration.ts";
import { trainOnline } from "../../training/online.ts";
import { askProgram } from "../python.ts";
import { threadsOf } from "./ratios.ts";

/** The baseline, or the preset of a curriculum. */
export type TrainingName = "baseline" | NoiseName;

export const TRAININGS: readonly TrainingName[] = ["baseline", ...EASIEST_FIRST];

/** A training and who does it; the name says the threads as a benchmark's does. */
export interface TrainingTask {
  readonly training: TrainingName;
  readonly name: string;
  /** One epoch, or one of each stage. */
  readonly quick: boolean;
}

/** What a training took. Seconds are of training alone: measuring, and JAX's compiling, are left out. */
export interface TrainingTime {
  readonly seconds: number;
  /** Until the test MSE was first measured below the target, or null where it never was. */
  readonly secondsToTarget: number | null;
  /** At the end. */
  readonly testMse: number;
  /** Of a peer's framework. */
  readonly version?: string;
}

/** Tasks one after the other. */
type Sequence = readonly TrainingTask[];

/**
 * All tasks, ours first: those of our fastest engine on two threads, then two lists of about the same length for two
 * cores, on one thread each.
 *
 * @param peers whether PyTorch and JAX train too. PyTorch is not asked for the baseline: at its rate online that takes the
 * better part of an hour.
 */
export function trainingTasks(
  { native, peers, quick }: { readonly native: boolean; readonly peers: boolean; readonly quick: boolean },
): { readonly twoThreads: Sequence; readonly oneThread: readonly [Sequence, Sequence] } {
  const tasks = (...names: readonly string[]): Sequence =>
    names.flatMap((name) =>
      TRAININGS.filter((training) => training !== "baseline" || !(name in PEERS) || "baseline" in PEERS[name])
        .map((training) => ({ training, name, quick }))
    );
  const [pytorch, jax] = peers ? Object.keys(PEERS).map((name) => [name]) : [[], []];
  return {
    twoThreads: tasks(native ? "native, 2 threads" : "fused, 2 threads"),
    oneThread: [tasks(...native ? ["native"] : [], ...jax), tasks("fused", ...pytorch)],
  };
}

/** The peers' programs for the curriculum and, where there is one, for the baseline. */
const PEERS: Readonly<Record<string, { readonly curriculum: string; readonly baseline?: string }>> = {
  "PyTorch nn.LSTM": { curriculum: "python/curriculum_pytorch.py" },
  "JAX scan": { curriculum: "python/curriculum_jax.py", baseline: "python/baseline_jax.py" },
};

/** Test MSE after so many seconds of training. */
interface Point {
  readonly seconds: number;
  readonly mse: number;
}

/** Does a task. */
export async function timeTraining({ training, name, quick }: TrainingTask): Promise<TrainingTime> {
  const configuration = configurationOf(training, quick);
  const programs = PEERS[name];
  if (programs === undefined) return timeOf(await trainHere(name, configuration));
  const program = training === "baseline" ? programs.baseline! : programs.curriculum;
  const answer = await askProgram([program, "1"], configuration);
  const { curve, version } = answer as { readonly curve: readonly Point[]; readonly version: string };
  return { ...timeOf(curve), version };
}

type Configuration = ReturnType<typeof configurationOf>;

function configurationOf(training: TrainingName, quick: boolean) {
  if (training === "baseline") return onlineConfiguration({ testEvery: 0, ...(quick ? { epochs: 1 } : {}) });
  const stages = CURRICULA[training];
  return curriculumConfiguration({ noise: training, stages: quick ? quickStages(stages, 1) : stages });
}

async function trainHere(name: string, configuration: Configuration): Promise<readonly Point[]> {
  const { hiddenSize, biases, initialisation: scheme, seed, trainSeed, testSeed } = configuration;
  const weights = initialise({ inputSize: 5, hiddenSize, biases }, { scheme, seed });
  const engine = await createEngine(name.split(",")[0] as EngineName, weights, {
    threads: threadsOf({ name }),
  });
  const [recorded, tested] = [trainSeed, testSeed].map((seed) => signalOf(configuration, seed));
  const test = makeRows(tested);
  const run = { engine, done: [], measure: () => measureError(engine, test) };
  const events = "stages" in configuration
    ? trainCurriculum({ ...run, configuration, recording: makeMixture(recorded) })
    : trainOnline({ ...run, configuration, rows: makeRows(recorded) });
  let seconds = 0;
  const curve: Point[] = [];
  for (const event of events) {
    if (event.kind !== "epoch") continue;
    seconds += event.record.seconds;
    if (event.record.test !== null) curve.push({ seconds, mse: event.record.test.mse });
  }
  engine.dispose();
  return curve;
}

/** From the measured points; the last is the training's end. */
function timeOf(curve: readonly Point[]): TrainingTime {
  const { seconds, mse } = curve[curve.length - 1];
  const reached = curve.find(({ mse }) => mse < TARGET);
  return { seconds, secondsToTarget: reached?.seconds ?? null, testMse: mse };
}
