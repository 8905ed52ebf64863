/**
 * The listed bad inputs, given to the real commands. `deno task fuzz` takes all of them, `deno task test` every sixth.
 */
import { assertEquals } from "@std/assert";
import { commandTest, runCommand } from "../cli/run_command.ts";
import { BAD_INPUTS, type BadInput } from "./bad_inputs.ts";
import { trainingFolder } from "../../src/run/place.ts";
import { PARAMETERS } from "./fuzz.ts";
import { judge } from "./judge.ts";

const isLong = Deno.args.length > 0;
const cases = BAD_INPUTS.filter((_, i) => isLong || i % 6 === PARAMETERS.seed % 6);
const SMALL = ["--hidden-size=8", "--epochs=2", "--duration-seconds=2", "--sample-rate-hz=100"];

/** The folder that every case gets a copy of: a finished run, and one that was interrupted. */
async function layDown(folder: string): Promise<void> {
  for (const name of ["small", "half"]) {
    const { code, stderr } = await runCommand(folder, "train", ["baseline-64", "--name", name, ...SMALL]);
    assertEquals([code, stderr], [0, ""]);
  }
  // without its sums, so that what is done to its files meets the check that knows what is wrong
  for (const name of ["small", "half"]) Deno.removeSync(`${folder}/models/${name}/SHA256SUMS`);
  const file = `${folder}/models/half/run.json`;
  const record = { ...JSON.parse(Deno.readTextFileSync(file)), status: "running", result: null };
  Deno.writeTextFileSync(file, JSON.stringify(record));
  for (const name of ["model.json", "weights.bin"]) Deno.removeSync(`${folder}/models/half/${name}`);
  Deno.renameSync(`${folder}/models/half`, trainingFolder(`${folder}/models/half`));
}

commandTest(`${cases.length} bad inputs: one line, exit code 2, no file left`, async (folder) => {
  await layDown(folder);
  const faults: string[] = [];
  const queue = [...cases];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { verdict, stderr } = await judge(folder, next);
      if (verdict !== "refused") faults.push(`${verdict}: ${described(next)}: ${stderr.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, work));
  assertEquals(faults, []);
});

function described({ task, args, with: corrupted }: BadInput): string {
  return `${task} ${args.map((arg) => arg.slice(0, 60)).join(" ")}${
    corrupted ? ` (${corrupted[0].slice(0, 60)})` : ""
  }`;
}
