import { median } from "simple-statistics";
import { TARGET } from "../evaluation/mod.ts";
import { holdsRun } from "../run/place.ts";
import { readRunRecord } from "../run/record.ts";
import { readCurriculumRecord } from "../studies/curriculum/study.ts";
import type { NoiseName } from "../signal/mod.ts";
import { curriculumName } from "../training/presets.ts";
import type { RecommendedRun } from "./run_facts.ts";

/** Tests of the last stage that become alerts: the first, a quarter, half and all of them. */
const SHARES = [0, 0.25, 0.5, 1];

/**
 * The curriculum on the same noise, with what its replicates reached; `undefined` where it was not trained or not
 * studied.
 */
export function recommendedRun(noise: NoiseName | number): RecommendedRun | undefined {
  if (typeof noise === "number") return undefined;
  const name = curriculumName(noise);
  if (!holdsRun(`models/${name}`)) return undefined;
  const { regime, configuration, parameters } = readRunRecord(`models/${name}`);
  if (regime !== "curriculum") return undefined;
  const { results } = readCurriculumRecord();
  const replicates = results.filter((result) => result.noise === noise);
  if (replicates.length === 0) return undefined;
  const { stages, sampleRateHz, durationSeconds, frequenciesHz } = configuration;
  const epochs = stages.reduce((sum, stage) => sum + stage.epochs, 0);
  const tested = Math.min(...replicates.map(({ curve }) => curve.length));
  return {
    name,
    command: `deno task train curriculum-64${noise === "literal" ? "" : ` --noise ${noise}`}`,
    hiddenSize: configuration.hiddenSize,
    parameters,
    rows: sampleRateHz * durationSeconds * frequenciesHz.length,
    clipNorm: configuration.clipNorm,
    ratesHz: stages.map(({ decimation }) => sampleRateHz / decimation),
    epochs: stages.map((stage) => stage.epochs),
    learningRates: stages.map(({ learningRate }) => learningRate),
    testMse: replicates.map(({ tests }) => Math.max(...tests.map(({ mse }) => mse))),
    seconds: median(replicates.map(({ seconds }) => seconds)),
    secondsToTarget: median(
      replicates.map(({ curve }) => curve.find(({ mse }) => mse < TARGET)?.seconds ?? Infinity),
    ),
    alerts: SHARES.map((share) => {
      const at = Math.round(share * (tested - 1));
      const errors = replicates.map(({ curve }) => curve[at].mse);
      return {
        epoch: epochs - tested + at + 1,
        seconds: median(replicates.map(({ curve }) => curve[at].seconds)),
        least: Math.min(...errors),
        median: median(errors),
        largest: Math.max(...errors),
      };
    }),
  };
}
