/**
 * `deno task bench`: our engines and PyTorch, side by side in one run.
 *
 * @module
 */
import { plausiblePath, refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { cpus } from "node:os";
import { writeAtomically } from "../run/files.ts";
import { benchmarkCases, describeCase } from "../studies/speed/cases.ts";
import { runBenchmarks } from "../studies/speed/benchmark.ts";
import { engineBenchmarks, tensorflowMissing } from "../studies/speed/engines.ts";
import { INTERPRETER, startPytorch } from "../studies/speed/pytorch.ts";
import {
  type BenchmarkRecord,
  benchmarkTable,
  type CaseResult,
  caseResult,
  ratioFigure,
} from "../studies/speed/record.ts";
import { formatRate } from "../text/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { versions } from "../run/versions.ts";

/** What measuring takes besides a place for the results: TensorFlow's library, and the machine's name and load. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "read", path: "." },
  { name: "env" },
  { name: "ffi", path: "node_modules" },
  { name: "sys", kind: "loadavg" },
  { name: "sys", kind: "cpus" },
];

interface Options {
  readonly quick?: boolean;
  readonly pytorch: boolean;
  readonly out: string;
}

const program = createProgram("bench", "Measure our engines and PyTorch, side by side in one run.", [
  "deno task bench",
  "deno task bench --quick --no-pytorch",
])
  .option("--quick", "64 units only, short turns")
  .option("--no-pytorch", "measure our engines alone")
  .option("--out <folder>", "where in reports/ the record and the table go", "reports/benchmarks")
  .action(run);

async function run({ quick, pytorch: wanted, out }: Options): Promise<void> {
  requirePermissions(...NEEDED, ...(wanted ? [{ name: "run", command: INTERPRETER } as const] : []));
  refuseUnwritable(`${plausiblePath(out, "--out")}/benchmark.json`, "--out");
  const effort = quick ? { rounds: 3, secondsPerTurn: 0.2 } : { rounds: 7, secondsPerTurn: 0.5 };
  const loadAverage = Deno.loadavg();
  const missing: string[] = [];
  const tensorflow = await tensorflowMissing();
  if (tensorflow !== null) missing.push(`tensorflow engine (${tensorflow}; \`deno task native\` sets it up)`);
  const pytorch = wanted ? await startPytorch().catch(explain) : undefined;
  if (pytorch === undefined) missing.push("PyTorch");
  missing.forEach((line) => console.log(`not measured: ${line}`));

  const results: CaseResult[] = [];
  const used = new Set<string>();
  for (const which of benchmarkCases(quick ? [64] : [64, 128, 256])) {
    console.log(`\n${describeCase(which)}`);
    const ours = await engineBenchmarks(which, tensorflow === null);
    const theirs = pytorch?.benchmarks(which) ?? [];
    const result = caseResult(
      which,
      await runBenchmarks([...ours, ...theirs], which.steps * which.lanes, effort),
    );
    ours.forEach((engine) => {
      used.add(engine.backend);
      engine.dispose();
    });
    print(result);
    results.push(result);
  }
  await pytorch?.stop();

  const { project: _, ...software } = versions();
  const record: BenchmarkRecord = {
    date: new Date().toISOString(),
    machine: { processor: cpus()[0].model.trim(), cores: cpus().length, loadAverage },
    versions: {
      ...software,
      ...(pytorch && { pytorch: pytorch.version }),
      backends: [...used].filter((backend) => !backend.includes("threads")).join(" and "),
    },
    effort,
    missing,
    results,
  };
  writeAtomically(`${out}/benchmark.json`, `${JSON.stringify(record, null, 2)}\n`);
  writeAtomically(`${out}/table.md`, benchmarkTable(record));
  for (const regime of ["online", "windows"] as const) {
    const figure = ratioFigure(record, regime);
    if (figure) writeAtomically(`${out}/${regime}.svg`, figure);
  }
  console.log(`\nwritten to ${out}`);
}

/** Says why there is no PyTorch; the benchmark goes on without it. */
function explain(error: unknown): undefined {
  console.error(`PyTorch cannot be measured: ${error instanceof Error ? error.message : error}`);
}

function print({ measurements, ratios }: CaseResult): void {
  for (const { name, median, low, high } of measurements) {
    const [m, l, h] = [median, low, high].map(formatRate);
    console.log(`  ${name.padEnd(40)} ${m.padStart(10)} samples/s (${l} to ${h})`);
  }
  for (const { ours, theirs, median, low, high } of ratios) {
    const [m, l, h] = [median, low, high].map((ratio) => ratio.toPrecision(3));
    console.log(`  ${ours} is ${m} times ${theirs} (${l} to ${h})`);
  }
}

await runProgram(program);
