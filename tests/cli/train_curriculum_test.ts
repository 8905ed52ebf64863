import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand, startCommand } from "./run_command.ts";

const SMALL = ["curriculum-64", "--noise", "softened", "--quick", "--hidden-size", "16"];
const read = (path: string) => Deno.readFileSync(path);

commandTest("train: a curriculum leaves a whole run folder, named after its noise", async (folder) => {
  const { code, stdout } = await runCommand(folder, "train", SMALL);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "models/quick-curriculum-64-softened: finished after 10 epochs");
  const record = JSON.parse(
    Deno.readTextFileSync(`${folder}/models/quick-curriculum-64-softened/run.json`),
  );
  assertEquals([record.regime, record.status, record.configuration.stages.length], [
    "curriculum",
    "finished",
    5,
  ]);
  const { code: evaluated } = await runCommand(folder, "evaluate", ["quick-curriculum-64-softened"]);
  assertEquals(evaluated, 0);
});

commandTest("train: a curriculum killed with SIGKILL continues bit for bit", async (folder) => {
  const run = "quick-curriculum-64-softened";
  await runCommand(folder, "train", SMALL);
  Deno.renameSync(`${folder}/models/${run}`, `${folder}/models/whole`);

  const process = startCommand(folder, "train", SMALL);
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let seen = ""; !seen.includes("epoch  6/10");) {
    const { value, done } = await reader.read();
    assert(!done, "the run ended before it could be killed");
    seen += value;
  }
  process.kill("SIGKILL");
  await reader.cancel();
  await process.stderr.cancel();
  await process.status;

  const { code } = await runCommand(folder, "train", ["--resume", run]);
  assertEquals(code, 0);
  assertEquals(read(`${folder}/models/${run}/weights.bin`), read(`${folder}/models/whole/weights.bin`));
});

commandTest("train: a field that a curriculum has per stage is refused by name", async (folder) => {
  const { code, stderr } = await runCommand(folder, "train", ["curriculum-64", "--epochs", "3"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "epochs");
});
