/**
 * One network trained in one arm, measured on recordings that no choice has looked at.
 *
 * @module
 */
import { mean } from "simple-statistics";
import type { EngineName } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { probeShiftedStart } from "../../evaluation/probes/mod.ts";
import { makeRows, type NoiseName, signalConfiguration } from "../../signal/mod.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import { trainInStages } from "../network.ts";
import { type Arm, type ArmName, ARMS, armStages } from "./arms.ts";

/** Seed of the recording that decides between the rates. */
const VALIDATION_SEED = 3;

/** Units of every network: the monitored run's. */
const HIDDEN_SIZE = 64;

/** One network to train. */
export interface AblationCell {
  readonly arm: ArmName;
  readonly noise: NoiseName;
  readonly seed: number;
  /** Factor of the learning rates of all stages. */
  readonly rate: number;
  /** Share of the curriculum's epochs. */
  readonly share: number;
}

/** Errors on frozen weights, one sample at a time, zero initial state, 1000 Hz. */
export interface AblationResult extends AblationCell {
  readonly validationMse: number;
  /** Mean of the test recordings. */
  readonly testMse: number;
  /** Recording begun 0.13 s late, first second left out; the first of the same seeds. */
  readonly lateStartMse: number;
  readonly trainedBy: EngineName;
  /** Samples trained on, all lanes together. */
  readonly samples: number;
  readonly seconds: number;
}

/** Trains and measures one network. */
export async function runAblationCell(cell: AblationCell): Promise<AblationResult> {
  const { arm, noise, seed } = cell;
  const { slowDown }: Arm = ARMS[arm];
  const plan = { noise, hiddenSize: HIDDEN_SIZE, seed };
  const { engine, trainedBy, samples, seconds } = await trainInStages(plan, {
    stages: armStages(cell),
    slowDown,
  });
  const errorOf = (recording: number) => measureError(engine, makeRows({ noise, seed: recording })).mse;
  const late = signalConfiguration({ noise, seed: TEST_SEEDS[0] });
  const result = {
    ...cell,
    validationMse: errorOf(VALIDATION_SEED),
    testMse: mean(TEST_SEEDS.map(errorOf)),
    lateStartMse: probeShiftedStart(engine, late).late.mse,
    trainedBy,
    samples,
    seconds,
  };
  engine.dispose();
  return result;
}
