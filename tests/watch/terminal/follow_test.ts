/**
 * Watching a file that grows, breaks, is truncated or replaced: each state as a training leaves it, one look after another.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { lookAt } from "../../../src/run/growing.ts";
import { createSourceReader } from "../../../src/run/appended.ts";
import type { Reading } from "../../../src/run/source.ts";
import { follow, type FollowOptions, type Watch } from "../../../src/watch/terminal/follow.ts";
import { screenOf } from "../../../src/watch/terminal/screen.ts";
import { commandTest, startCommand } from "../../cli/run_command.ts";

/** What the file holds at each look: its text, or `null` where it is not there. */
type Looks = readonly (string | null)[];

/** All that a watch says while a file goes through these states, one a second of a clock that nobody waits for. */
async function watched(looks: Looks, options: FollowOptions & { readonly isTerminal?: boolean } = {}) {
  const folder = Deno.makeTempDirSync(), file = `${folder}/log.csv`;
  const reader = createSourceReader();
  let looked = -1, said = "";
  const look: Watch["look"] = (before) => {
    looked++;
    const text = looks[Math.min(looked, looks.length - 1)];
    if (text !== null) Deno.writeTextFileSync(file, text);
    return lookAt<Reading>(file, before, (place) => reader.read(place, true));
  };
  const screen = screenOf((text) => said += text, { isTerminal: options.isTerminal ?? false });
  try {
    const reading = await follow({ look, screen }, {
      idle: 3,
      interval: 0,
      now: () => looked,
      ...options,
    });
    return { said, reading };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const rows = (losses: readonly (number | string)[]) =>
  "epoch,loss\n" + losses.map((loss, i) => `${i + 1},${loss}\n`).join("");
const falling = (epochs: number) =>
  Array.from({ length: epochs }, (_, i) => Number((2 / (i + 1)).toFixed(4)));

Deno.test("follow: a file that is not there yet, is empty, or holds a header only is waited for, and told once", async () => {
  const { said, reading } = await watched([null, null, "", "epoch,loss\n", rows([2, 1, 0.5])], { idle: 20 });
  assertEquals(said.match(/waiting/g)?.length, 1);
  assertEquals(reading.history.trainLoss, [2, 1, 0.5]);
});

Deno.test("follow: what never comes is told as the problem once idle", async () => {
  const error = await watched([null]).then(() => undefined, (error) => error);
  assertMatch((error as Error).message, /no such file/);
});

Deno.test("follow: half a line is no number", async () => {
  const { reading } = await watched([rows([2, 1.5]) + "3,1.", rows([2, 1.5]) + "3,1.25\n4"]);
  assertEquals(reading.history.trainLoss, [2, 1.5, 1.25]);
  const half = await watched([rows([2, 1.5]) + "3,1."]);
  assertEquals(half.reading.history.trainLoss, [2, 1.5]);
});

Deno.test("follow: a truncated file, and one replaced by a longer one, is another run whose alarms are news", async () => {
  const broken = rows([1, 0.5, "nan"]);
  const truncated = await watched([rows([2, 1, 0.6, 0.5, "nan"]), broken]);
  assertEquals(truncated.said.match(/starts anew/g)?.length, 1);
  assertEquals(truncated.said.match(/non-finite-loss/g)?.length, 2);
  const replaced = await watched([rows([2, 1]), rows([9, 8, 7, 6])]);
  assertEquals(replaced.said.match(/starts anew/g)?.length, 1);
});

Deno.test("follow: a file that is written anew at every epoch is the same run, though half of it is there", async () => {
  const whole = falling(8);
  const looks = [6, 3, 7, 0, 8].map((epochs) => rows(whole.slice(0, epochs)));
  const { said, reading } = await watched(looks, { idle: 10 });
  assert(!/anew|back at/.test(said), said);
  assertEquals(reading.history.trainLoss, whole);
});

Deno.test("follow: a run that stays shorter with the same beginning went back, as one that was resumed", async () => {
  const looks = [6, 3, 3, 3, 3].map((epochs) => rows(falling(epochs)));
  const { said, reading } = await watched(looks, { idle: 10 });
  assertEquals(said.match(/back at epoch 3/g)?.length, 1);
  assertEquals(reading.history.trainLoss.length, 3);
});

Deno.test("follow: a run whose steps turn out to be epochs, and whose mean of an epoch changes, is the same", async () => {
  const text = "epoch,step,loss\n" +
    falling(6).map((loss, i) => `${i < 3 ? 0 : 1},${10 * i},${loss}\n`).join("");
  const lines = text.split("\n");
  const { said } = await watched([3, 4, 5, 6].map((count) => lines.slice(0, count).join("\n") + "\n"));
  assert(!/anew|back at/.test(said), said);
});

Deno.test("follow: what cannot be read for a while is told, and at the end what the verdict is on", async () => {
  const { said, reading } = await watched([rows([3, 2]), ...Array(6).fill("epoch,loss\n1,two\n")], {
    idle: 6,
  });
  assertEquals(said.match(/waiting: .*expected numbers/g)?.length, 1, said);
  assertMatch(said, /judged is what was read before: .*expected numbers/);
  assertEquals(reading.history.trainLoss, [3, 2]);
});

Deno.test("follow: the living line fits on the terminal, whatever letters it holds", () => {
  let said = "";
  const screen = screenOf((text) => said += text, { isTerminal: true, width: () => 10 });
  screen.live("\u640d\u5931\u640d\u5931\u640d\u5931", 0); // two columns each
  assertEquals(said, "\r\x1b[2K\u640d\u5931\u640d\u5931");
});

Deno.test("follow: an alarm is told once however often the file grows", async () => {
  const looks = [5, 6, 7, 8].map((epochs) => rows([...falling(3), ...Array(epochs).fill("nan")]));
  const { said } = await watched(looks);
  assertEquals(said.match(/non-finite-loss/g)?.length, 1);
});

Deno.test("follow: one living line on a terminal, below the lines that stay", async () => {
  const looks = [4, 5, 6].map((epochs) => rows(falling(epochs)));
  const { said } = await watched([...looks, rows([...falling(6), "nan"])], { isTerminal: true });
  const states = said.split("\r\x1b[2K").filter((line) => /^\d+ epochs/.test(line));
  assertEquals(states.length >= 4, true);
  assertMatch(states[0], /^4 epochs {2}loss 0\.5 {2}NO ALARM/);
  assert(states.slice(0, 3).every((line) => !line.includes("\n")));
  assertMatch(said.replaceAll("\r\x1b[2K", "|"), /\|epoch 7: +critical non-finite-loss/);
});

Deno.test("follow: a healthy run in progress is never told that it ended", async () => {
  const { said } = await watched([4, 6, 8, 10].map((epochs) => rows(falling(epochs))));
  assert(!/ended|warning|critical/.test(said), said);
});

commandTest("follow: who reads what is said may go, and the watch ends without a word", async (folder) => {
  Deno.writeTextFileSync(`${folder}/log.csv`, rows(falling(4)));
  const child = startCommand(folder, "diagnose", ["log.csv", "--follow"]);
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  Deno.writeTextFileSync(`${folder}/log.csv`, rows([...falling(4), "nan"]));
  assertEquals(await new Response(child.stderr).text(), "");
  assertEquals((await child.status).code, 141);
});

/** Waits for what a command says. */
function listenTo(child: ReturnType<typeof startCommand>) {
  const decoder = new TextDecoder(), reader = child.stdout.getReader();
  let said = "";
  const until = async (pattern: RegExp) => {
    while (!pattern.test(said)) {
      const { value, done } = await reader.read();
      if (done) break;
      said += decoder.decode(value);
    }
    assertMatch(said, pattern);
  };
  return { until, reader };
}

commandTest(
  "follow: in a folder the run that is being written, and the next when it comes",
  async (folder) => {
    const write = (version: number, text: string) => {
      Deno.mkdirSync(`${folder}/logs/version_${version}`, { recursive: true });
      Deno.writeTextFileSync(`${folder}/logs/version_${version}/metrics.csv`, text);
    };
    Deno.mkdirSync(`${folder}/logs`);
    const child = startCommand(folder, "diagnose", ["logs", "--follow"]);
    const { until, reader } = listenTo(child);
    await until(/waiting: logs: no history here/);
    write(0, rows(falling(4)));
    await until(/following logs\/version_0\/metrics\.csv\n4 epochs/);
    write(1, rows([9, 8, "nan"]));
    await until(/following logs\/version_1\/metrics\.csv\n/);
    await until(/non-finite-loss/);
    child.kill("SIGINT");
    await until(/metrics\.csv: 3 epochs/);
    assertEquals((await child.status).code, 0);
    await child.stderr.cancel();
    await reader.cancel();
  },
);

commandTest("follow: a file that comes later and grows; Ctrl-C ends with the verdict", async (folder) => {
  const child = startCommand(folder, "diagnose", ["late.csv", "--follow"]);
  const { until, reader } = listenTo(child);
  await until(/waiting: late\.csv/);
  Deno.writeTextFileSync(`${folder}/late.csv`, rows(falling(4)) + "5,0.");
  await until(/4 epochs/);
  Deno.writeTextFileSync(`${folder}/late.csv`, rows([...falling(4), "nan"]));
  await until(/non-finite-loss/);
  child.kill("SIGINT");
  await until(/NaN OR INFINITY since epoch 5/);
  await until(/Not visible here/);
  assertEquals((await child.status).code, 0);
  await child.stderr.cancel();
  await reader.cancel();
});
