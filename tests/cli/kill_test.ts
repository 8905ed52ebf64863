/**
 * Trainings that are killed at random moments and started again, until they are through: the same bytes as one that
 * nobody killed. `deno task kills` kills 200 times, `deno task test` six.
 */
import { assertEquals } from "@std/assert";
import { createGenerator } from "../../src/random/generator.ts";
import { commandTest, runCommand, startCommand } from "./run_command.ts";

const KILLS = Number(Deno.args[0] ?? 6);

const STAGE = {
  learningRate: 0.003,
  windowSeconds: null,
  horizonsSeconds: [1],
  starts: 4,
  warmUpSeconds: 0,
  noise: "redrawn",
};
const CURRICULUM = {
  hiddenSize: 8,
  sampleRateHz: 200,
  durationSeconds: 2,
  noise: "softened",
  testEvery: 0,
  stages: [{ ...STAGE, decimation: 8, epochs: 300 }, { ...STAGE, decimation: 4, epochs: 200 }],
};

/** Arguments of a training of a second or so. */
const TRAININGS: Readonly<Record<string, readonly string[]>> = {
  online: ["baseline-64", "--hidden-size=8", "--epochs=60", "--duration-seconds=2", "--sample-rate-hz=200"],
  "online with dropout": [
    "baseline-64",
    "--hidden-size=8",
    "--epochs=60",
    "--duration-seconds=2",
    "--sample-rate-hz=200",
    "--dropout=0.2",
  ],
  curriculum: ["curriculum-64", "--config=curriculum.json"],
};

for (const [name, args] of Object.entries(TRAININGS)) {
  const kills = Math.ceil(KILLS / Object.keys(TRAININGS).length);
  commandTest(`${name}: ${kills} kills, and the same bytes at the end`, async (folder) => {
    Deno.writeTextFileSync(`${folder}/curriculum.json`, JSON.stringify(CURRICULUM));
    const started = performance.now();
    const { code, stderr } = await runCommand(folder, "train", [...args, "--name=whole"]);
    assertEquals([code, stderr], [0, ""]);
    const milliseconds = performance.now() - started;
    const random = createGenerator(7).next;
    let killed = 0;
    for (let run = 0; killed < kills; run++) {
      for (let isOver = false; !isOver;) {
        const process = startCommand(folder, "train", [...args, `--name=run${run}`]);
        const delay = random() * milliseconds;
        const timer = setTimeout(() => {
          try {
            process.kill("SIGKILL");
          } catch { /* it has just ended */ }
        }, killed < kills ? delay : 2 ** 30);
        const { code, signal, stderr } = await process.output();
        clearTimeout(timer);
        if (signal === "SIGKILL") killed++;
        else {
          assertEquals([code, new TextDecoder().decode(stderr)], [0, ""], `after kill ${killed}`);
          isOver = true;
        }
      }
      assertEquals(outcome(`${folder}/models/run${run}`), outcome(`${folder}/models/whole`), `run ${run}`);
      Deno.removeSync(`${folder}/models/run${run}`, { recursive: true });
    }
  });
}

/** What a run leaves behind that does not depend on the clock. */
function outcome(folder: string) {
  const json = (file: string) => JSON.parse(Deno.readTextFileSync(`${folder}/${file}`));
  const { epoch_times: _, ...history } = json("training_history.json");
  const { seconds: __, startedAt: ___, ...record } = json("run.json");
  return { weights: Deno.readFileSync(`${folder}/weights.bin`), model: json("model.json"), history, record };
}
