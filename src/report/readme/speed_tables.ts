/**
 * The README's tables of speed, from the benchmark's records.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { ourFastest, speedRatios } from "../../studies/speed/ratios.ts";
import type { BenchmarkRecord, CaseResult } from "../../studies/speed/record.ts";
import { TRAININGS } from "../../studies/speed/trainings.ts";
import {
  describeTraining,
  trainingRatio,
  type TrainingResult,
  type TrainingsRecord,
} from "../../studies/speed/trainings_record.ts";
import { formatRate } from "../../text/mod.ts";
import type { MarkdownTable } from "./table.ts";

/** Rates of our fastest engine, and how many times those of the fastest peer on as many threads, one row a size. */
export function speedTable({ results }: Pick<BenchmarkRecord, "results">): MarkdownTable {
  const online = results.filter((result) => result.case.regime === "online");
  const longest = Math.max(...results.map((result) => result.case.steps));
  return {
    headings: [
      "units",
      "online steps/s, 1 thread",
      "2 threads",
      "times the fastest peer, 1 thread",
      "2 threads",
      "windows¹, times the fastest peer, 1 thread",
      "2 threads",
    ],
    rows: online.map((row) => {
      const windows = results.find(({ case: { regime, steps, units } }) =>
        regime === "windows" && steps === longest && units === row.case.units
      );
      return [
        String(row.case.units),
        ...[1, 2].map((threads) => rate(row, threads)),
        ...[row, windows].flatMap((result) => [1, 2].map((threads) => ratio(result, threads))),
      ];
    }),
  };
}

/** Our fastest rate on so many threads, with the engine's name. */
function rate({ measurements }: CaseResult, threads: number): string {
  const found = ourFastest(measurements, threads);
  if (found === undefined) {
    throw new RangeError(`the benchmark has no measurement of ours on ${threads} threads`);
  }
  return `${formatRate(found.median)} (\`${found.name.split(",")[0]}\`)`;
}

/** How many times the fastest peer on as many threads, with its name; a dash where none was measured. */
function ratio(result: CaseResult | undefined, threads: number): string {
  const found = speedRatios(result?.measurements ?? []).find((ratio) => ratio.threads === threads);
  if (found === undefined) return "–";
  const times = found.median < 10 ? found.median.toFixed(1) : found.median.toFixed(0);
  return `${times} (${found.theirs.split(" ")[0]})`;
}

/** The trainings whose seconds the README tells, by trainer. */
const TRAINERS = ["native", "native, 2 threads", "fused"];

/** Seconds of whole trainings, ours and the fastest peer's, on the machine that the heading names. */
export function trainingsTable(
  { machine, results }: Pick<TrainingsRecord, "machine" | "results">,
): MarkdownTable {
  return {
    headings: [
      `seconds on ${machine.processor}, ${machine.cores} cores`,
      "`native`, 1 thread",
      "2 threads",
      "`fused`, 1 thread",
      "fastest peer, 1 thread",
      "times the peer's speed, 1 thread",
    ],
    rows: TRAININGS.map((training) => {
      const ratio = trainingRatio(results, training);
      return [
        describeTraining(training),
        ...TRAINERS.map((trainer) =>
          trainingSeconds(results.find((one) => one.training === training && one.name === trainer))
        ),
        ...(ratio
          ? [`${trainingSeconds(ratio.theirs)} (${ratio.theirs.name.split(" ")[0]})`, ratio.times.toFixed(1)]
          : ["–", "–"]),
      ];
    }),
  };
}

/** Seconds to the end, and to the target where there is one on the way. */
function trainingSeconds(result: TrainingResult | undefined): string {
  if (result === undefined) return "–";
  const text = (seconds: number) => seconds.toFixed(seconds < 10 ? 1 : 0);
  const { seconds, secondsToTarget } = result;
  return secondsToTarget === null
    ? text(seconds)
    : `${text(seconds)}, ${TARGET} after ${text(secondsToTarget)}`;
}
