/**
 * `deno task bench`: our engines, PyTorch and JAX, side by side in one run; the monitor on long histories.
 *
 * @module
 */
import { plausiblePath, refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { INTERPRETER } from "../studies/python.ts";
import { measureJudging } from "../studies/speed/judging.ts";
import { measureRates } from "../studies/speed/rates.ts";
import { timeTrainings } from "../studies/speed/timed_trainings.ts";
import { createProgram, runProgram } from "./program.ts";

/** What measuring takes besides a place for the results: TensorFlow's library, and the machine's name and load. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "read", path: "." },
  { name: "env" },
  { name: "ffi", path: "node_modules" },
  { name: "ffi", path: ".cache/kernel" },
  { name: "sys", kind: "loadavg" },
  { name: "sys", kind: "cpus" },
];

/** What can be measured, each by itself, and the record that it writes. */
const PARTS = {
  rates: { measure: measureRates, record: "benchmark.json" },
  trainings: { measure: timeTrainings, record: "trainings.json" },
  monitor: { measure: measureJudging, record: "monitor.json" },
} as const;

const PART_NAMES = Object.keys(PARTS);

interface Options {
  readonly quick?: boolean;
  readonly peers: boolean;
  readonly out: string;
}

const program = createProgram("bench", "Measure our engines, PyTorch and JAX, side by side in one run.", [
  "deno task bench              all parts",
  "deno task bench rates        samples a second, by regime and size",
  "deno task bench trainings    the baseline and the curriculum from the first update to the last",
  "deno task bench monitor      milliseconds to read and to judge long histories",
  "deno task bench --quick --no-peers",
])
  .argument("[part]", `one alone: ${PART_NAMES.join(", ")}`)
  .option("--quick", "64 units only, short turns, one epoch of each stage")
  .option("--no-peers", "measure our engines alone")
  .option("--out <folder>", "where in reports/ the records and the tables go", "reports/benchmarks")
  .action(run);

async function run(part: string | undefined, { quick = false, peers, out }: Options): Promise<void> {
  if (part !== undefined && !Object.hasOwn(PARTS, part)) {
    throw new RangeError(`there is no part ${part}; there are ${PART_NAMES.join(", ")}`);
  }
  requirePermissions(...NEEDED, ...(peers ? [{ name: "run", command: INTERPRETER } as const] : []));
  const folder = plausiblePath(out, "--out");
  const chosen = Object.entries(PARTS).filter(([name]) => part === undefined || name === part);
  for (const [, { record }] of chosen) refuseUnwritable(`${folder}/${record}`, "--out");
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeAtomically(`${folder}/${name}`, text);
  };
  for (const [, { measure }] of chosen) await measure({ quick, peers, say: console.log, write });
  console.log(`\nwritten to ${out}`);
}

await runProgram(program);
