/**
 * One experiment: a network in training, looked at from outside. It knows no page; the worker gives it its turns.
 *
 * @module
 */
import type { Engine } from "../engine/contract.ts";
import { createFusedEngine, createJoinedFusedEngine } from "../engine/fused/engine.ts";
import { constructNetwork } from "../evaluation/construction/mod.ts";
import { type MeasuredError, predictRows, squaredErrors, summariseErrors } from "../evaluation/error.ts";
import { optimalFilterError } from "../evaluation/optimal_filter.ts";
import { probeMemoryless } from "../evaluation/probes/memoryless.ts";
import { type Directions, phasePlane } from "../evaluation/phase_plane.ts";
import { SHIFTED_START } from "../evaluation/probes/shifted_start.ts";
import { initialise, type TensorName, traceNetwork } from "../model/mod.ts";
import { makeMixture, makeRows, type SignalRows } from "../signal/mod.ts";
import type { EpochRecord } from "../training/epoch.ts";
import { hasDiverged, type TrainingEvent } from "../training/online.ts";
import { decimated } from "../training/track.ts";
import { judge } from "./judge.ts";
import type { CurvePoint, FrozenError, Levels, SecondThread, Snapshot, Stretch } from "./protocol.ts";
import { type Experiment, FREQUENCIES_HZ, type View } from "./settings.ts";
import { runningOutputs, STRETCH_SECONDS } from "./stretch.ts";
import { signalFor, stagesFor, TEST_SEED, TRAIN_SEED, trainingOf } from "./training.ts";

/** When silence sets in, and from when on a late start counts. */
export const CHANGE_SECONDS = SHIFTED_START.skipSeconds;

/** Below this the exercise is solved. */
export const TARGET = 0.01;

/** Units without weights beside the constructed twelve: the kernel takes multiples of eight. */
const SPARE_UNITS = 4;

/** Fewest units of which every stage of every way of training is shared between two threads. */
const WORTH_SHARING = 64;

/** A recording as one look at the network needs it. */
interface Recording {
  readonly rows: SignalRows;
  readonly rateHz: number;
}

/** The network's answers to a recording, and how good they are. */
interface Look {
  readonly recording: Recording;
  readonly outputs: Float32Array;
  readonly error: FrozenError;
}

/** See the module. */
export class Session {
  readonly #engine: Engine;
  readonly #events: Iterator<TrainingEvent>;
  readonly #records: EpochRecord[] = [];
  readonly #curve: CurvePoint[] = [];
  #look: Look | null = null;
  #axes: Directions | undefined;
  #over = false;
  /** The epoch that the weights are from: the one under way, as soon as it has changed them. */
  #underWay = 0;
  #trainingSeconds = 0;
  #reachedAfter: number | null = null;
  #secondThread: SecondThread = "not wanted";

  /**
   * @param openThread opens a worker that becomes a second thread of the kernel; the weights are the same with it
   * @param onThread told when that thread takes part, or does not start
   */
  constructor(
    readonly experiment: Experiment,
    public view: View,
    openThread?: () => Worker,
    onThread: () => void = () => {},
  ) {
    const { way, hiddenSize, seed } = experiment;
    const weights = way === "constructed"
      ? constructNetwork({ frequenciesHz: FREQUENCIES_HZ, sampleRateHz: 1000, spareUnits: SPARE_UNITS })
      : initialise({ inputSize: 1 + FREQUENCIES_HZ.length, hiddenSize, biases: 2 }, {
        scheme: "pytorch",
        seed,
      });
    if (openThread === undefined || weights.shape.hiddenSize < WORTH_SHARING) {
      this.#engine = createFusedEngine(weights);
    } else {
      const { engine, joined } = createJoinedFusedEngine(weights, openThread);
      this.#engine = engine;
      this.#secondThread = "starting";
      joined.then(() => "training" as const, () => "failed" as const).then((state) => {
        this.#secondThread = state;
        onThread();
      });
    }
    this.#events = trainingOf(experiment, this.#engine, () => this.#measured().error);
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Trains up to the next event; says whether an epoch ended with it. */
  advance(): boolean {
    const { done, value } = this.#events.next();
    if (done) {
      this.#over = true;
      return true;
    }
    this.#look = null;
    if (value.kind === "progress") {
      this.#underWay = value.epoch;
      return false;
    }
    this.#underWay = value.record.epoch;
    this.#records.push(value.record);
    this.#curve.push({ epoch: value.record.epoch, running: value.record.loss, frozen: null });
    this.#trainingSeconds += value.record.seconds;
    this.#over = this.#records.length >= this.#epochs || hasDiverged(this.#records);
    return true;
  }

  /** Changes one weight of the network. */
  setWeight(tensor: TensorName, index: number, value: number): void {
    const state = this.#engine.exportState();
    const changed = state.weights[tensor].slice();
    changed[index] = value;
    this.#engine.importState({ ...state, weights: { ...state.weights, [tensor]: changed } });
    this.#look = null;
  }

  /** The network as it stands now, measured on frozen weights. */
  snapshot(isTraining: boolean): Snapshot {
    const plain = this.#measured();
    const frozen = plain.error;
    const isProbed = this.view.silence || this.view.late;
    const { recording: heard, outputs } = isProbed ? this.#listen(this.view) : plain;
    const probe = isProbed ? errorFrom(outputs, heard, CHANGE_SECONDS) : null;
    const last = this.#records.at(-1);
    const { axes, ...plane } = this.#plane(heard);
    this.#axes = axes;
    const diverged = hasDiverged(this.#records);
    return {
      status: diverged
        ? "diverged"
        : this.#over && this.experiment.way !== "constructed"
        ? "finished"
        : isTraining
        ? "training"
        : this.#underWay > 0
        ? "paused"
        : "ready",
      epoch: this.#records.length,
      epochs: this.#epochs,
      stages: this.#stages,
      rateHz: frozen.rateHz,
      trainingSeconds: this.#trainingSeconds,
      secondThread: this.#secondThread,
      running: last ? { mse: last.loss, byFrequency: last.lossByFrequency } : null,
      frozen,
      reachedAfter: this.#reachedAfter,
      curve: this.#curve,
      stretch: this.#stretch(heard, outputs),
      plane,
      probe,
      diagnosis: judge({
        records: this.#records,
        experiment: this.experiment,
        stageStarts: this.#stages.map(({ from }) => from),
        frozen,
        isOver: diverged || this.#over,
      }),
      weights: this.experiment.way === "constructed" ? this.#engine.exportWeights() : null,
    };
  }

  /** What the noise allows; takes about a second. */
  levels(): Levels {
    const rows = (seed: number) => makeRows(signalFor(this.experiment, seed));
    const late = { ...signalFor(this.experiment, TEST_SEED), startSeconds: SHIFTED_START.shiftSeconds };
    return {
      memoryless: probeMemoryless(rows(TRAIN_SEED), rows(TEST_SEED)).mse,
      filter: optimalFilterError(makeMixture(late), SHIFTED_START.skipSeconds).mse,
    };
  }

  dispose(): void {
    this.#engine.dispose();
  }

  get #epochs(): number {
    return stagesFor(this.experiment).reduce((sum, { epochs }) => sum + epochs, 0);
  }

  get #stages(): Snapshot["stages"] {
    let from = 1;
    return stagesFor(this.experiment).map(({ epochs, decimation }) => {
      const stage = { from, rateHz: 1000 / decimation };
      from += epochs;
      return stage;
    });
  }

  /** Decimation of the stage that the weights are from: they turn the sines at its rate. */
  get #decimation(): number {
    const epoch = Math.max(1, this.#underWay);
    const at = this.#stages.findLastIndex(({ from }) => from <= epoch);
    return stagesFor(this.experiment)[at].decimation;
  }

  /** The error on the test recording at the present rate; measured once for the same weights. */
  #measured(): Look {
    if (this.#look) return this.#look;
    const epoch = this.#records.length;
    const heard = this.#listen({ silence: false, late: false });
    const { rateHz } = heard.recording;
    const error = { ...errorFrom(heard.outputs, heard.recording, 0), epoch, rateHz };
    this.#look = { ...heard, error };
    // in the middle of an epoch the weights are no longer those of the last one
    if (epoch === 0 || this.#underWay > epoch) return this.#look;
    this.#curve[epoch - 1] = { ...this.#curve[epoch - 1], frozen: error.mse };
    if (rateHz === 1000) {
      this.#records[epoch - 1] = { ...this.#records[epoch - 1], test: error };
      if (error.mse < TARGET) this.#reachedAfter ??= this.#trainingSeconds;
    }
    return this.#look;
  }

  #listen(view: Pick<View, "silence" | "late">): Pick<Look, "recording" | "outputs"> {
    const recording = this.#recording(view);
    return { recording, outputs: predictRows(this.#engine, recording.rows) };
  }

  #recording({ silence, late }: Pick<View, "silence" | "late">): Recording {
    const signal = signalFor(this.experiment, TEST_SEED);
    const decimation = this.#decimation;
    const begun = { ...signal, startSeconds: late ? SHIFTED_START.shiftSeconds : 0 };
    const samples = signal.durationSeconds * signal.sampleRateHz / decimation;
    const heard = makeRows(decimation === 1 ? begun : decimated(begun, 0, decimation, samples));
    const rateHz = signal.sampleRateHz / decimation;
    return { rows: silence ? silenced(heard, CHANGE_SECONDS * rateHz) : heard, rateHz };
  }

  #plane({ rows, rateHz }: Recording) {
    const width = 1 + rows.selectors;
    const from = this.view.selector * rows.samples;
    const inputs = rows.inputs.subarray(from * width, (from + STRETCH_SECONDS * rateHz) * width);
    return phasePlane(traceNetwork(this.#engine.exportWeights(), inputs), this.#axes);
  }

  #stretch({ rows, rateHz }: Recording, frozenOutputs: Float32Array): Stretch {
    const { selectors, samples } = rows;
    const [from, length] = [this.view.selector * samples, Math.round(STRETCH_SECONDS * rateHz)];
    const part = (values: Float32Array, width = 1) => values.slice(from * width, (from + length) * width);
    const inputs = part(rows.inputs, 1 + selectors);
    const targets = part(rows.targets);
    const running = !this.view.frozen && this.experiment.way === "online" && this.#records.length > 0;
    const start = this.view.late ? SHIFTED_START.shiftSeconds : 0;
    return {
      seconds: Float32Array.from({ length }, (_, t) => start + t / rateHz),
      mixture: Float32Array.from({ length }, (_, t) => inputs[t * (1 + selectors)]),
      target: targets,
      output: running
        ? runningOutputs(this.#engine.exportState(), inputs, targets, { learningRate: 1e-4, clipNorm: 1 })
        : part(frozenOutputs),
      running,
    };
  }
}

/** Error of the outputs from `seconds` on. */
function errorFrom(outputs: Float32Array, { rows, rateHz }: Recording, seconds: number): MeasuredError {
  const errors = squaredErrors(outputs, rows.targets);
  const kept = seconds === 0 ? errors : errors.filter((_, row) => row % rows.samples >= seconds * rateHz);
  return summariseErrors(kept, rows.selectors);
}

/** The same rows with S = 0 from a sample on. */
function silenced(rows: SignalRows, from: number): SignalRows {
  const width = 1 + rows.selectors;
  const inputs = rows.inputs.map((value, at) =>
    at % width === 0 && Math.floor(at / width) % rows.samples >= from ? 0 : value
  );
  return { ...rows, inputs };
}
