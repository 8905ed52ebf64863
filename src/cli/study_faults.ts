/**
 * `deno task study:faults`: does the monitor find known faults, and does it leave healthy runs alone?
 *
 * @module
 */
import cliProgress from "cli-progress";
import { plausiblePath, refuseUnwritable } from "../boundary/mod.ts";
import { faultTable, KINDS, runTrials, summarise, type Trial } from "../studies/faults/mod.ts";
import { writeAtomically, writeJsonAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";
import { parseSeeds } from "./options.ts";

interface Options {
  readonly seeds: readonly number[];
  readonly tunedOn: readonly number[];
  readonly out: string;
}

const program = createProgram(
  "study:faults",
  "Train small runs with one known fault each and let the monitor judge them.",
  [
    "deno task study:faults",
    "deno task study:faults --seeds 100-109 --tuned-on none",
    "deno task study:faults --seeds 0-1 --tuned-on none --out /tmp/faults",
  ],
)
  .option("--seeds <list>", "seeds of the runs, as 0-9 or 1,5,7", parseSeeds, parseSeeds("0-19"))
  .option(
    "--tuned-on <list>",
    "seeds that are left out of the figures, because rules were tuned on them",
    parseSeeds,
    parseSeeds("0-9"),
  )
  .option("--out <folder>", "where faults.json and table.md go", "reports/faults");

program.action(async ({ seeds, tunedOn, out }: Options) => {
  if (seeds.length === 0) throw new RangeError("--seeds needs at least one seed");
  if (seeds.every((seed) => tunedOn.includes(seed))) {
    throw new RangeError("every seed is one that the rules were tuned on: none is left to report");
  }
  refuseUnwritable(`${plausiblePath(out, "--out")}/faults.json`, "--out");
  const bar = progress(KINDS.length * seeds.length);
  const trials: Trial[] = [];
  for await (const trial of runTrials(seeds)) {
    trials.push(trial);
    bar.step(trial.kind);
  }
  bar.stop();
  const summary = summarise(trials, tunedOn);
  const table = faultTable(summary);
  writeJsonAtomically(`${out}/faults.json`, { ...summary, trials });
  writeAtomically(`${out}/table.md`, table);
  console.log(table);
  console.log(`${out}/faults.json\n${out}/table.md`);
});

/** A bar on a terminal, a line a kind otherwise. */
function progress(total: number): { step: (kind: string) => void; stop: () => void } {
  if (!Deno.stderr.isTerminal()) {
    let last = "";
    return { step: (kind) => kind === last || console.error(last = kind), stop: () => {} };
  }
  const bar = new cliProgress.SingleBar(
    { format: "{bar} {value}/{total} {kind} {eta} s left" },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total, 0, { kind: "" });
  return { step: (kind) => bar.increment({ kind }), stop: () => bar.stop() };
}

await runProgram(program);
