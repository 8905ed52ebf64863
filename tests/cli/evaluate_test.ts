import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { measureError } from "../../src/evaluation/mod.ts";
import { weightsFromFiles } from "../../src/model/mod.ts";
import { encodeNpy, makeRows } from "../../src/signal/mod.ts";
import { readModel } from "../../src/run/record.ts";
import { commandTest, runCommand } from "./run_command.ts";

const SIGNAL = { noise: "quarter", durationSeconds: 1 } as const;

/** A finished run of one epoch in `models/small`. */
async function trainSmall(folder: string): Promise<void> {
  const flags = [
    "baseline-64",
    "--name",
    "small",
    "--epochs",
    "1",
    "--hidden-size",
    "8",
    "--noise",
    "quarter",
    "--duration-seconds",
    "1",
  ];
  const { code, stderr } = await runCommand(folder, "train", flags);
  assertEquals(code, 0, stderr);
}

commandTest("evaluate: --json holds the error of the saved weights on the run's own data", async (folder) => {
  await trainSmall(folder);
  const { code, stdout } = await runCommand(folder, "evaluate", ["small", "--json"]);
  assertEquals(code, 0);
  const measured = JSON.parse(stdout);
  const engine = createReferenceEngine(weightsFromFiles(readModel(`${folder}/models/small`)));
  const expected = measureError(engine, makeRows({ ...SIGNAL, seed: 2 }));
  assertAlmostEquals(measured.testMse, expected.mse, 1e-5);
  assertEquals(measured.testMseByFrequency.length, 4);
  measured.testMseByFrequency.forEach((value: number, k: number) =>
    assertAlmostEquals(value, expected.byFrequency[k], 1e-5)
  );
  assertAlmostEquals(measured.trainMse, measureError(engine, makeRows({ ...SIGNAL, seed: 1 })).mse, 1e-5);
  assertEquals(measured.protocol, "frozen weights, one sample at a time, zero initial state, 1000 Hz");
  const record = JSON.parse(Deno.readTextFileSync(`${folder}/models/small/run.json`));
  assertEquals(measured.testMse, record.result.testMse);
  assertEquals(measured.data, record.data);
});

commandTest(
  "evaluate: test seed, noise, data file and engine can be chosen; a path is as good as a name",
  async (folder) => {
    await trainSmall(folder);
    const other = makeRows({ durationSeconds: 1, noise: "softened", seed: 5 });
    Deno.writeFileSync(`${folder}/rows.npy`, encodeNpy({ rows: 4000, columns: 6, values: other.rows }));
    const evaluate = async (...flags: string[]) =>
      JSON.parse((await runCommand(folder, "evaluate", [...flags, "--json"])).stdout);
    const bySeed = await evaluate("small", "--test-seed", "5", "--noise", "softened");
    const byFile = await evaluate("models/small", "--test-data", "rows.npy");
    assertEquals(bySeed.testMse, byFile.testMse);
    assertEquals([bySeed.testSeed, byFile.testSeed, byFile.testData], [5, null, "rows.npy"]);
    const reference = await evaluate(
      "small",
      "--test-seed",
      "5",
      "--noise",
      "softened",
      "--engine",
      "reference",
    );
    assertAlmostEquals(reference.testMse, bySeed.testMse, 1e-5);
  },
);

commandTest("evaluate: the table has the errors, the baselines and the protocol", async (folder) => {
  await trainSmall(folder);
  const { stdout } = await runCommand(folder, "evaluate", ["small"]);
  for (
    const part of ["test MSE", "train MSE", "7 Hz", "predict zero", "best memoryless", "one sample at a time"]
  ) {
    assertStringIncludes(stdout, part);
  }
});

commandTest("evaluate: mistakes and damaged runs are one line each, exit code 2", async (folder) => {
  await trainSmall(folder);
  const run = `${folder}/models/small`;
  const mistake = async (flags: readonly string[], message: string) => {
    const { code, stdout, stderr } = await runCommand(folder, "evaluate", flags);
    assertEquals([code, stdout, stderr.trim().split("\n").length], [2, "", 1], `${flags}: ${stderr}`);
    assertStringIncludes(stderr, message);
  };
  await mistake([], "missing required argument 'run'");
  await mistake(["small", "--loud"], "unknown option '--loud'");
  await mistake(["small", "--test-seed", "-1"], "It must be an integer from 0 to 4294967295.");
  await mistake(["nowhere"], "models/nowhere/run.json: no such file");
  await mistake(["small", "--test-data", "none.npy"], "none.npy: no such file");

  const { rows } = makeRows({ durationSeconds: 1 });
  rows[60] = NaN;
  Deno.writeFileSync(`${folder}/rows.npy`, encodeNpy({ rows: 4000, columns: 6, values: rows }));
  await mistake(
    ["small", "--test-data", "rows.npy"],
    "rows.npy: row 11, column 1 is NaN; every value must be finite",
  );

  const damage = async (file: string, contents: Uint8Array, message: string) => {
    const whole = Deno.readFileSync(`${run}/${file}`);
    Deno.writeFileSync(
      `${run}/${file}`,
      contents.length === 0 ? whole.subarray(0, whole.length / 2) : contents,
    );
    await mistake(["small"], message);
    Deno.writeFileSync(`${run}/${file}`, whole);
  };
  const cut = new Uint8Array(0);
  for (const file of ["run.json", "model.json", "weights.bin"]) {
    await damage(file, cut, `${file}: its bytes are not those that SHA256SUMS was written for`);
  }
  Deno.removeSync(`${run}/SHA256SUMS`); // a run of another program has none
  await damage("run.json", cut, "run.json: not valid JSON");
  await damage("model.json", cut, "model.json: not valid JSON (cut off");
  await damage("weights.bin", cut, "weights.bin: 1828 bytes needed for 8 units, given: 914");
  await damage("weights.bin", new Uint8Array(1828).fill(0xff), "weights.bin: value 1 is NaN");
  Deno.removeSync(`${run}/weights.bin`);
  await mistake(["small"], "weights.bin: no such file");
  assert(
    (await runCommand(folder, "evaluate", ["--help"])).stdout.includes("deno task evaluate baseline-64"),
  );
});
