/**
 * A diagnosis and a result as rows of a table.
 *
 * @module
 */
import type { Evaluation } from "../evaluation/mod.ts";
import type { Diagnosis } from "../monitor/mod.ts";
import type { Rows } from "./table.ts";

/** What only the machine that trained decides: a notebook shows what is the same on every one. */
const OF_THE_MACHINE = ["epoch-time-drift"];

/** The findings, or the alarms among them. */
export function findingRows({ findings }: Diagnosis, which: "all" | "alarms" = "all"): Rows {
  return findings
    .filter(({ rule, severity }) =>
      !OF_THE_MACHINE.includes(rule) && (which === "all" || severity !== "info")
    )
    .map(({ severity, rule, title }) => ({ severity, rule, finding: title }));
}

/** The causes that something speaks for or against, each with the first of both. */
export function rivalRows({ verdict: { rivals } }: Diagnosis): Rows {
  return rivals.filter((rival) => rival.for.length + rival.against.length > 0).map((rival) => ({
    cause: rival.cause,
    score: rival.score,
    for: rival.for[0] ?? "",
    against: rival.against[0] ?? "",
  }));
}

/** Train against test, with the interval of their difference. */
export function gapRow({ trainMse, testMse, generalisationGap: { value, interval } }: Evaluation) {
  return {
    "MSE train": trainMse,
    "MSE test": testMse,
    "test - train": value,
    "95 % interval": `${interval.low.toExponential(1)} to ${interval.high.toExponential(1)}`,
  };
}
