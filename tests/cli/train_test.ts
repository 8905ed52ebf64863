import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand, startCommand } from "./run_command.ts";

/** A run of half a second an epoch: a short recording, few units. */
const SMALL = ["baseline-64", "--hidden-size", "16", "--duration-seconds", "1", "--name", "small"];

const entries = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const bytes = (path: string) => Deno.readFileSync(path);

commandTest("train: leaves a whole run folder", async (folder) => {
  const { code, stdout } = await runCommand(folder, "train", [...SMALL, "--epochs", "2"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "frozen weights, one sample at a time, zero initial state");
  assertEquals(entries(`${folder}/models/small`), [
    "SHA256SUMS",
    "checkpoint",
    "model.json",
    "run.json",
    "training_history.json",
    "weights.bin",
  ]);
  const record = JSON.parse(Deno.readTextFileSync(`${folder}/models/small/run.json`));
  assertEquals(record.status, "finished");
  assertEquals(record.epochs, 2);
  assertMatch(record.data.trainSha256, /^[0-9a-f]{64}$/);
  const history = JSON.parse(Deno.readTextFileSync(`${folder}/models/small/training_history.json`));
  assertEquals(history.train_loss.length, 2);
  assertEquals(history.best_loss, Math.min(...history.train_loss));
});

commandTest("train: a run killed with SIGKILL continues bit for bit", async (folder) => {
  const args = ["--epochs", "6", "--dropout", "0.2"];
  await runCommand(folder, "train", [...SMALL, ...args]);
  Deno.renameSync(`${folder}/models/small`, `${folder}/models/whole`);

  const process = startCommand(folder, "train", [...SMALL, ...args]);
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let seen = ""; !seen.includes("epoch 2/6");) seen += (await reader.read()).value ?? "";
  process.kill("SIGKILL");
  await reader.cancel();
  await process.stderr.cancel();
  await process.status;

  const { code } = await runCommand(folder, "train", ["--resume", "small"]);
  assertEquals(code, 0);
  for (const file of ["weights.bin", "checkpoint/state.safetensors"]) {
    const [resumed, whole] = ["small", "whole"].map((run) => bytes(`${folder}/models/${run}/${file}`));
    if (file === "weights.bin") assertEquals(resumed, whole);
    else assertEquals(withoutTimes(resumed), withoutTimes(whole));
  }
});

/** A checkpoint's tensors: what follows the header, which holds times. */
function withoutTimes(checkpoint: Uint8Array): Uint8Array {
  return checkpoint.subarray(8 + Number(new DataView(checkpoint.buffer).getBigUint64(0, true)));
}

commandTest("train: more epochs can be asked of a finished run", async (folder) => {
  await runCommand(folder, "train", [...SMALL, "--epochs", "3"]);
  Deno.renameSync(`${folder}/models/small`, `${folder}/models/whole`);
  await runCommand(folder, "train", [...SMALL, "--epochs", "1"]);
  await runCommand(folder, "train", ["--resume", "small", "--epochs", "3"]);
  assertEquals(bytes(`${folder}/models/small/weights.bin`), bytes(`${folder}/models/whole/weights.bin`));
});

commandTest(
  "train: a complete run is kept: the next goes beside it, or replaces it when asked",
  async (folder) => {
    const seed = (run: string) =>
      JSON.parse(Deno.readTextFileSync(`${folder}/models/${run}/run.json`)).configuration.seed;
    for (const given of ["1", "2", "3"]) {
      const { stdout } = await runCommand(folder, "train", [...SMALL, "--epochs", "1", "--seed", given]);
      if (given === "3") {
        assertStringIncludes(
          stdout,
          "models/small is kept; this run goes to models/small-3",
        );
      }
    }
    await runCommand(folder, "train", [...SMALL, "--epochs", "1", "--seed", "4", "--fresh"]);
    assertEquals(entries(`${folder}/models`), ["small", "small-2", "small-3", "small.previous"]);
    assertEquals(["small", "small-2", "small-3", "small.previous"].map(seed), [4, 2, 3, 1]);
  },
);

/** Starts a training and waits for a line of its output; `kill` ends it as a power cut would. */
async function trainUntil(folder: string, args: readonly string[], line: string) {
  const process = startCommand(folder, "train", args);
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let seen = ""; !seen.includes(line);) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`ended without "${line}": ${seen}`);
    seen += value;
  }
  const kill = async () => {
    process.kill("SIGKILL");
    await reader.cancel();
    await process.stderr.cancel();
    await process.status;
  };
  return { pid: process.pid, kill };
}

commandTest(
  "train: an interrupted --fresh leaves the complete run whole, and goes on when asked again",
  async (folder) => {
    await runCommand(folder, "train", [...SMALL, "--epochs", "1"]);
    const before = bytes(`${folder}/models/small/weights.bin`);
    const again = [...SMALL, "--epochs", "40", "--seed", "9", "--fresh"];
    const { kill } = await trainUntil(folder, again, "epoch  2/40");
    await kill();
    assertEquals(entries(`${folder}/models`), [".small.lock", ".small.training", "small"]);
    assertEquals(bytes(`${folder}/models/small/weights.bin`), before);
    const { code } = await runCommand(folder, "evaluate", ["small"]);
    assertEquals(code, 0);
    await runCommand(folder, "train", ["--resume", "small"]);
    const { stderr } = await runCommand(folder, "train", ["--resume", "small", "--epochs", "1"]);
    assertMatch(stderr, /models\/small has 40 epochs already/);
    assertEquals(entries(`${folder}/models`), ["small", "small.previous"]);
    assertEquals(bytes(`${folder}/models/small.previous/weights.bin`), before);
  },
);

commandTest(
  "train: a second training or resume of a run in training is told who trains it",
  async (folder) => {
    const args = [...SMALL, "--epochs", "4000"];
    const { pid, kill } = await trainUntil(folder, args, "epoch    2/4000");
    try {
      for (const second of [args, [...args, "--fresh"], ["--resume", "small"]]) {
        const { code, stderr } = await runCommand(folder, "train", second);
        assertEquals(code, 2);
        assertStringIncludes(stderr, `models/small is being trained by process ${pid} since `);
      }
      for (
        const [task, ...rest] of [["diagnose", "small"], ["diagnose", "models/small"], ["evaluate", "small"]]
      ) {
        const { code, stderr } = await runCommand(folder, task, rest);
        assertEquals([task, code, stderr.includes("error")], [task, 0, false]);
      }
      const { stderr } = await runCommand(folder, "probe", ["small"]);
      assertStringIncludes(stderr, "small is not complete");
    } finally {
      await kill();
    }
    const { code } = await runCommand(folder, "train", [...SMALL, "--epochs", "1", "--fresh"]);
    assertEquals(code, 0); // the lock of a dead process blocks nobody
    assertEquals(entries(`${folder}/models`), ["small"]);
  },
);

commandTest("train: a run that diverges replaces nothing", async (folder) => {
  await runCommand(folder, "train", [...SMALL, "--epochs", "1"]);
  const before = bytes(`${folder}/models/small/weights.bin`);
  const wild = ["--learning-rate", "1e30", "--clip-norm", "1e30", "--epochs", "9", "--fresh"];
  const { code, stderr } = await runCommand(folder, "train", [...SMALL, ...wild]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "the history is in models/small-2");
  assertEquals(entries(`${folder}/models`), ["small", "small-2"]);
  assertEquals(bytes(`${folder}/models/small/weights.bin`), before);
});

const MISTAKES: readonly (readonly [string, readonly string[], string])[] = [
  ["an unknown flag", ["--hidden"], "--hidden"],
  ["an unknown preset", ["baseline-65"], "baseline-65"],
  ["units that are no multiple of 8", ["--hidden-size", "60"], "hiddenSize"],
  ["a word for a number", ["--epochs", "many"], "epochs"],
  ["a negative rate", ["--learning-rate", "-0.1"], "learningRate"],
  ["no epochs at all", ["--epochs", "0"], "epochs"],
  ["a frequency above Nyquist", ["--frequencies-hz", "1,600"], "Nyquist"],
  ["an unknown noise", ["--noise", "loud"], "noise"],
  ["an infinite rate", ["--learning-rate", "Infinity"], "learningRate"],
  ["a missing configuration file", ["--config", "nowhere.json"], "nowhere.json"],
  ["nothing to resume", ["--resume", "nobody"], "nobody"],
  ["a name that is a path", ["baseline-64", "--name", "../x"], "../x"],
];

for (const [what, args, named] of MISTAKES) {
  commandTest(`train: ${what} is one clear line, exit code 2, nothing written`, async (folder) => {
    const { code, stdout, stderr } = await runCommand(folder, "train", args);
    assertEquals(code, 2);
    assertEquals(stdout, "");
    assertEquals(stderr.trim().split("\n").length, 1);
    assertStringIncludes(stderr, named);
    assertEquals(entries(folder), []);
  });
}

commandTest("train: a field that a configuration file misspells is named", async (folder) => {
  Deno.writeTextFileSync(`${folder}/run.json`, '{ "hidenSize": 128 }');
  const { code, stderr } = await runCommand(folder, "train", ["--config", "run.json"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "hidenSize");
});

for (const file of ["run.json", "checkpoint/state.safetensors"]) {
  commandTest(`train: a truncated ${file} is refused by name`, async (folder) => {
    await runCommand(folder, "train", [...SMALL, "--epochs", "1"]);
    const path = `${folder}/models/small/${file}`;
    Deno.writeFileSync(path, bytes(path).subarray(0, 100));
    const { code, stderr } = await runCommand(folder, "train", ["--resume", "small", "--epochs", "2"]);
    assertEquals(code, 2);
    assertEquals(stderr.trim().split("\n").length, 1);
    assertStringIncludes(stderr, file);
  });
}

commandTest("train: a resume refuses what is not its own, in one line", async (folder) => {
  const small = (name: string, ...more: string[]) =>
    runCommand(folder, "train", [
      "baseline-64",
      "--duration-seconds=1",
      `--name=${name}`,
      "--epochs=1",
      ...more,
    ]);
  await small("a", "--hidden-size=16");
  await small("b", "--hidden-size=16", "--seed=7");
  await small("c", "--hidden-size=32");
  const state = (run: string) => `${folder}/models/${run}/checkpoint/state.safetensors`;
  const own = bytes(state("a"));
  const refused = async (words: string) => {
    const before = entries(`${folder}/models`);
    const { code, stderr } = await runCommand(folder, "train", ["--resume", "a", "--epochs", "2"]);
    assertEquals([code, stderr.trim().split("\n").length], [2, 1]);
    assertStringIncludes(stderr, words);
    assertEquals(entries(`${folder}/models`), before);
  };
  for (const other of ["b", "c"]) {
    Deno.copyFileSync(state(other), state("a"));
    await refused("state.safetensors: of a run with another configuration");
  }
  const flipped = own.slice();
  flipped[flipped.length - 9] ^= 1;
  Deno.writeFileSync(state("a"), flipped);
  await refused("state.safetensors: damaged");
  Deno.writeFileSync(state("a"), own);
  const record = `${folder}/models/a/run.json`;
  const altered = Deno.readTextFileSync(record).replace(/"trainSha256": "[0-9a-f]/, '"trainSha256": "x');
  Deno.writeTextFileSync(record, altered);
  await refused("run.json: its bytes are not those that SHA256SUMS was written for");
  Deno.removeSync(`${folder}/models/a/SHA256SUMS`);
  await refused("run.json: of a run on other recordings");
});
