/**
 * `deno task bench:ray`: what a cell costs on Ray.
 *
 * @module
 */
import { refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { writeJsonAtomically } from "../run/files.ts";
import { versions } from "../run/versions.ts";
import { type RayCost, type RayTiming, secondsPerCell } from "../studies/ray/cost.ts";
import { RAY } from "../studies/ray/environment.ts";
import { onRay } from "../studies/ray/execute.ts";
import { emptyCellsPerSecond, startCluster } from "../studies/ray/measure.ts";
import { refuseWithoutEnvironment } from "../studies/python.ts";
import { seedStudy } from "../studies/seeds/study.ts";
import { runStudy } from "../studies/study.ts";
import type { Execute } from "../studies/sweep.ts";
import { onThreads } from "../studies/worker_pool.ts";
import { createProgram, runProgram } from "./program.ts";

/** How much of each: cells of the shorter and the longer sweep, cells that do nothing, results that are only recorded. */
const FULL = { cells: [10, 40], empty: 10_000, recorded: 100_000 } as const;
const QUICK = { cells: [2, 4], empty: 200, recorded: 2_000 } as const;

const program = createProgram(
  "bench:ray",
  "Run the same cells on a thread and on Ray clusters of one and two nodes; give and record cells that do nothing.",
  ["deno task bench:ray            some three minutes, into reports/ray", "deno task bench:ray --quick"],
)
  .option("--quick", "few cells, into reports/ray-quick");

program.action(async ({ quick = false }: { readonly quick?: boolean }) => {
  const file = `reports/${quick ? "ray-quick" : "ray"}/ray.json`;
  const { cells, empty, recorded } = quick ? QUICK : FULL;
  requirePermissions({ name: "sys", kind: "loadavg" });
  refuseWithoutEnvironment(RAY);
  refuseUnwritable(file, "the record");
  const [date, loadAverage] = [new Date().toISOString(), Deno.loadavg()];
  const trial = file.replace("ray.json", "trial.json");
  const sweep = async (seeds: number, execute: Execute): Promise<number> => {
    const started = performance.now();
    await runStudy(seedStudy({ seeds, epochs: 1 }), { file: trial, execute, fresh: true, print: () => {} });
    return (performance.now() - started) / 1000;
  };
  const timed = async (workers: number, execute: Execute) => {
    const [shorter, longer] = cells;
    const seconds = [await sweep(shorter, execute), await sweep(longer, execute)] as const;
    const timing = { workers, secondsPerCell: secondsPerCell(workers, cells, seconds) };
    console.log(`${workers} at work: ${timing.secondsPerCell.toFixed(2)} s of each for a cell`);
    return timing;
  };

  const onOneThread = await timed(1, onThreads(1));
  const timings: RayTiming[] = [];
  let python = {};
  for (const workers of [1, 2]) {
    await using cluster = await startCluster(workers);
    const execute = onRay(cluster.address, cluster.env);
    const firstSweepSeconds = await sweep(workers, execute);
    timings.push({ ...await timed(workers, execute), firstSweepSeconds });
    python = cluster.versions;
  }
  const record: RayCost = {
    date,
    machine: { cores: navigator.hardwareConcurrency, loadAverage },
    versions: { ...versions(), ...python },
    cells,
    onOneThread,
    onRay: timings,
    driverCellsPerSecond: await emptyCellsPerSecond(empty),
    recordedCellsPerSecond: recorded / await sweep(recorded, answersAtOnce),
  };
  Deno.removeSync(trial);
  writeJsonAtomically(file, record);
  console.log(JSON.stringify(record, null, 1));
});

/** Answers every cell with a made-up result of the usual size. */
const answersAtOnce: Execute = ({ cells, onResult }) => {
  const blank = {
    runningLoss: 0.4,
    runningLossByFrequency: [0.4, 0.4, 0.4, 0.4],
    bestRunningLoss: 0.4,
    testMse: 0.5,
  };
  for (const cell of cells) onResult({ ...cell, ...blank } as never, cell, { by: "nobody", ...versions() });
  return Promise.resolve();
};

await runProgram(program);
