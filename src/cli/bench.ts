/**
 * `deno task bench`: our engines, PyTorch and JAX, side by side in one run.
 *
 * @module
 */
import { plausiblePath, refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { cpus } from "node:os";
import { openLibrary } from "../engine/native/library.ts";
import { writeAtomically } from "../run/files.ts";
import { benchmarkCases, describeCase } from "../studies/speed/cases.ts";
import { runBenchmarks } from "../studies/speed/benchmark.ts";
import { engineBenchmarks, tensorflowMissing } from "../studies/speed/engines.ts";
import { INTERPRETER, startPeers } from "../studies/speed/peers.ts";
import { speedRatios } from "../studies/speed/ratios.ts";
import {
  type BenchmarkRecord,
  benchmarkTable,
  type CaseResult,
  ratioFigure,
} from "../studies/speed/record.ts";
import { measureRoofline } from "../studies/speed/roofline.ts";
import { formatRate } from "../text/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { versions } from "../run/versions.ts";

/** What measuring takes besides a place for the results: TensorFlow's library, and the machine's name and load. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "read", path: "." },
  { name: "env" },
  { name: "ffi", path: "node_modules" },
  { name: "ffi", path: ".cache/kernel" },
  { name: "sys", kind: "loadavg" },
  { name: "sys", kind: "cpus" },
];

interface Options {
  readonly quick?: boolean;
  readonly peers: boolean;
  readonly out: string;
}

const program = createProgram("bench", "Measure our engines, PyTorch and JAX, side by side in one run.", [
  "deno task bench",
  "deno task bench --quick --no-peers",
])
  .option("--quick", "64 units only, short turns")
  .option("--no-peers", "measure our engines alone")
  .option("--out <folder>", "where in reports/ the record and the table go", "reports/benchmarks")
  .action(run);

async function run({ quick, peers: wanted, out }: Options): Promise<void> {
  requirePermissions(...NEEDED, ...(wanted ? [{ name: "run", command: INTERPRETER } as const] : []));
  refuseUnwritable(`${plausiblePath(out, "--out")}/benchmark.json`, "--out");
  const effort = quick ? { rounds: 3, secondsPerTurn: 0.2 } : { rounds: 7, secondsPerTurn: 0.5 };
  const loadAverage = Deno.loadavg();
  const missing: string[] = [];
  const library = openLibrary();
  if (library.state !== "ready") missing.push(`native engine (${library.why})`);
  const tensorflow = await tensorflowMissing();
  if (tensorflow !== null) missing.push(`tensorflow engine (${tensorflow}; \`deno task native\` sets it up)`);
  const peers = wanted ? await startPeers().catch(explain) : [];
  if (peers.length === 0) missing.push("PyTorch and JAX");
  missing.forEach((line) => console.log(`not measured: ${line}`));

  const results: CaseResult[] = [];
  const backends = new Set<string>();
  const there = { tensorflow: tensorflow === null, native: library.state === "ready" };
  const { project: _, ...software } = versions();
  const date = new Date().toISOString();
  for (const which of benchmarkCases(quick ? [64] : [64, 128, 256])) {
    console.log(`\n${describeCase(which)}`);
    const ours = await engineBenchmarks(which, there);
    const theirs = peers.flatMap((peer) => peer.benchmarks(which));
    const roofline = measureRoofline(which) ?? undefined;
    const measurements = await runBenchmarks([...ours, ...theirs], which.steps * which.lanes, effort);
    for (const engine of ours) {
      if (!engine.backend.includes("threads")) backends.add(engine.backend);
      engine.dispose();
    }
    const result: CaseResult = { case: which, unit: "samples/s", measurements, roofline };
    print(result);
    results.push(result);
    const peerVersions = Object.fromEntries(peers.map(({ name, version }) => [name.toLowerCase(), version]));
    // after each case: what is measured is not lost when the rest is interrupted
    write(out, {
      date,
      machine: { processor: cpus()[0].model.trim(), cores: cpus().length, loadAverage },
      versions: { ...software, ...peerVersions, backends: [...backends].join(" and ") },
      effort,
      missing,
      results,
    });
  }
  for (const peer of peers) await peer.stop();
  console.log(`\nwritten to ${out}`);
}

function write(out: string, record: BenchmarkRecord): void {
  writeAtomically(`${out}/benchmark.json`, `${JSON.stringify(record, null, 2)}\n`);
  writeAtomically(`${out}/table.md`, benchmarkTable(record));
  for (const regime of ["online", "windows"] as const) {
    const figure = ratioFigure(record, regime);
    if (figure) writeAtomically(`${out}/${regime}.svg`, figure);
  }
}

/** Says why there are no peers; the benchmark goes on without them. */
function explain(error: unknown): [] {
  console.error(`PyTorch and JAX cannot be measured: ${error instanceof Error ? error.message : error}`);
  return [];
}

function print({ measurements }: CaseResult): void {
  for (const { name, median, low, high } of measurements) {
    const [m, l, h] = [median, low, high].map(formatRate);
    console.log(`  ${name.padEnd(40)} ${m.padStart(10)} samples/s (${l} to ${h})`);
  }
  for (const { ours, theirs, median, low, high } of speedRatios(measurements)) {
    const [m, l, h] = [median, low, high].map((ratio) => ratio.toPrecision(3));
    console.log(`  ${ours} is ${m} times ${theirs} (${l} to ${h})`);
  }
}

await runProgram(program);
