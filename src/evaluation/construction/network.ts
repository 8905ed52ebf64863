/**
 * An LSTM whose weights are written down from equations, without any training: the proof that 3 units a frequency are
 * enough for the task, whatever training finds.
 *
 * Two units turn as an oscillator for each frequency f. Their gates stand still (forget 1, output 1, input a small i),
 * and while a state is small tanh is a straight line, so that the cell
 *
 *     c' = c + i tanh(((M - 1) c + K S + (1 - M) z) / i)     is     x' = M x + K S     for     x = c - z.
 *
 * M is the rotation R by 2 pi f / rate for a clock (K = 0), and (1 - K C) R for an observer that corrects the clock by
 * what the mixture S = C x tells, with the steady-state Kalman gain K. The zero state c = 0 is x = -z, and z is chosen so
 * that this is the sine's phase one sample before the recording begins: the first output is right already. A third unit
 * for each frequency reads the sine one step ahead, R x, and lets it out only where its selector is 1.
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import { sigmoid } from "../../model/cell.ts";
import { mapTensors, type Weights } from "../../model/weights.ts";
import { meanMixture, type Observer, observerGain, rotations } from "./oscillators.ts";

/** What the network is to do. */
export interface Construction {
  readonly frequenciesHz: readonly number[];
  readonly sampleRateHz: number;
  /** How to correct the oscillators by S; they run free, as a clock, when left out. */
  readonly observer?: Observer;
  /** Units without any weight, for engines that want a round number; 0 by default. */
  readonly spareUnits?: number;
}

/** Radius of every oscillator. What tanh bends turns it wrongly by a share of about radius^2. */
const RADIUS = 2e-3;
/** Share of its sine that a reading unit puts through tanh. */
const READING = 0.03;
/** What the candidate of the fastest oscillator reaches: small, so that its tanh too is straight. */
const CANDIDATE = 5e-3;
/** Input of a gate that is to be 1; its negative gives 0. */
const OPEN = 20;

/**
 * The network, with 3 units for each frequency: 12 for the exercise.
 *
 * @throws {RangeError} when the observer's memory is not positive, or the spare units are not a count
 */
export function constructNetwork(construction: Construction): Weights<Float32Array> {
  const { frequenciesHz, sampleRateHz, observer, spareUnits = 0 } = construction;
  if (!Number.isInteger(spareUnits) || spareUnits < 0) {
    throw new RangeError(`spareUnits must be a count, given: ${spareUnits}`);
  }
  const count = frequenciesHz.length;
  const angles = frequenciesHz.map((frequency) => 2 * Math.PI * frequency / sampleRateHz);
  const rotation = rotations(angles);
  const identity = Matrix.eye(2 * count, 2 * count);
  const gain = observer ? observerGain(angles, observer) : Matrix.zeros(2 * count, 1);
  const correction = observer ? gain.mmul(meanMixture(count, observer)) : Matrix.zeros(2 * count, 2 * count);
  const motion = Matrix.sub(identity, correction).mmul(rotation);
  const before = angles.flatMap((angle) => [Math.cos(angle), -Math.sin(angle)]); // phase of sample -1
  const centre = Matrix.columnVector(before).mul(-RADIUS);

  const hiddenSize = 3 * count + spareUnits;
  const weights = mapTensors(
    { inputSize: 1 + count, hiddenSize, biases: 1 },
    (_, size) => new Float32Array(size),
  );
  const inputGate = gateInput(Math.min(0.99, Math.max(...angles) * RADIUS / CANDIDATE));
  const i = sigmoid(inputGate);
  for (let unit = 0; unit < 2 * count; unit++) {
    setRow(weights, "input", unit, { bias: inputGate });
    setRow(weights, "forget", unit, { bias: OPEN });
    setRow(weights, "output", unit, { bias: OPEN });
    setRow(weights, "candidate", unit, {
      hidden: Matrix.sub(motion, identity).div(i).getRow(unit),
      input: [RADIUS * gain.get(unit, 0) / i],
      bias: Matrix.sub(identity, motion).mmul(centre).get(unit, 0) / i,
    });
  }
  for (let selector = 0; selector < count; selector++) {
    const unit = 2 * count + selector;
    const sineAhead = rotation.getRowVector(2 * selector + 1).mul(READING / RADIUS);
    setRow(weights, "input", unit, { bias: OPEN });
    setRow(weights, "forget", unit, { bias: -OPEN });
    setRow(weights, "output", unit, { input: oneHot(1 + selector, 2 * OPEN), bias: -OPEN });
    setRow(weights, "candidate", unit, {
      hidden: sineAhead.getRow(0),
      bias: -sineAhead.mmul(centre).get(0, 0),
    });
    weights.weightOut[unit] = 1 / READING;
  }
  return weights;
}

/** What opens a gate to the given share, rounded as the weights are. */
function gateInput(share: number): number {
  return Math.fround(Math.log(share / (1 - share)));
}

const GATES = ["input", "forget", "candidate", "output"] as const;

/** Weights of one gate of one unit; what is left out stays zero. */
interface GateRow {
  readonly input?: readonly number[];
  readonly hidden?: readonly number[];
  readonly bias: number;
}

function setRow(
  weights: Weights,
  gate: typeof GATES[number],
  unit: number,
  { input, hidden, bias }: GateRow,
): void {
  const { inputSize, hiddenSize } = weights.shape;
  const row = GATES.indexOf(gate) * hiddenSize + unit;
  weights.weightIh.set(input ?? [], row * inputSize);
  weights.weightHh.set(hidden ?? [], row * hiddenSize);
  weights.biasIh[row] = bias;
}

function oneHot(at: number, value: number): number[] {
  return [...new Array<number>(at).fill(0), value];
}
