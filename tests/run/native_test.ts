/** Runs that are trained by the native kernel, and what happens when they go on without it. */
import { assertEquals, assertMatch } from "@std/assert";
import { claimAgain, claimRun } from "../../src/run/claim.ts";
import { readRunRecord } from "../../src/run/record.ts";
import { trainInto } from "../../src/run/train.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import { onlineTraining } from "../../src/training/trainings.ts";
import { needsLibrary } from "../engine/native/needs_library.ts";

const configuration = (epochs: number) =>
  onlineConfiguration({ hiddenSize: 64, durationSeconds: 0.5, epochs, learningRate: 1e-3 });

/** Trains `name` from nothing or further; returns what was noted about it. */
async function train(
  name: string,
  epochs: number,
  { native = true, again = false, threads = 1 }: { native?: boolean; again?: boolean; threads?: number } = {},
): Promise<string[]> {
  const notes: string[] = [];
  const training = onlineTraining(configuration(epochs));
  using claim = again ? claimAgain(name) : claimRun(name, training.setup.configuration, { fresh: true });
  const watcher = {
    begin() {},
    within() {},
    epoch() {},
    close() {},
    note: (line: string) => notes.push(line),
  };
  const task = { ...claim, preset: "baseline-64", threads, nativeIsReady: () => native };
  await trainInto(task, training, watcher);
  return notes;
}

const weightsOf = (name: string) => Deno.readFileSync(`models/${name}/weights.bin`);

Deno.test({
  name:
    `native runs: the record names the engine, and going on is bit for bit or said not to be${needsLibrary.suffix}`,
  ignore: needsLibrary.ignore,
  fn: async () => {
    const before = Deno.cwd();
    const folder = Deno.makeTempDirSync();
    Deno.chdir(folder);
    try {
      for (const name of ["native", "mixed"]) assertEquals(await train(name, 2), []);
      assertEquals(readRunRecord("models/native").engine.name, "native");
      assertMatch(readRunRecord("models/native").engine.backend, /^native-(avx512|avx2|neon)$/);

      assertEquals(await train("native", 4, { again: true, threads: 2 }), []);
      const [note] = await train("mixed", 4, { again: true, native: false });
      assertMatch(
        note,
        /^its first 2 epochs were trained with native-\w+, so it is not the same bit for bit$/,
      );
      const { engine } = readRunRecord("models/mixed");
      assertEquals([engine.name, engine.reason.endsWith(note)], ["fused", true]);

      await train("whole", 4);
      assertEquals(weightsOf("native"), weightsOf("whole"));
    } finally {
      Deno.chdir(before);
      Deno.removeSync(folder, { recursive: true });
    }
  },
});
