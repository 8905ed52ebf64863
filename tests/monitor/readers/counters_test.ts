/**
 * What players and populations count in the place of epochs and steps, and what their measures are called.
 */
import { assertEquals, assertThrows } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "log.txt" });
const told = (history: History) =>
  [unitOf(history), history.series?.[0].name, history.series?.[0].at, history.series?.[0].values] as const;

Deno.test("cycles, games, updates, rounds and generations count where nothing is called an epoch or a step", () => {
  const forms: readonly (readonly [string, string, (at: number, value: number) => string])[] = [
    ["cycle", "avg_utility", (at, value) => `after cycle=${at} avg(utility)=${value} avg(num_wins)=0.4`],
    ["game", "Score", (at, value) => `Game ${at} Score: ${value} Record: 9`],
    ["update", "mean_reward", (at, value) => `update=${at} reward(mean)=${value}`],
    ["round", "Average loss", (at, value) => `Round ${String(at).padStart(3)}, Average loss ${value}`],
    ["generation", "Fitness", (at, value) => `Generation = ${at}\nFitness    = ${value}\nChange     = 0.1`],
    [
      "generation",
      "average fitness",
      (at, value) =>
        ` ****** Running generation ${at} ****** \n\nPopulation's average fitness: ${value} stdev: 0.4`,
    ],
    [
      "update",
      "mean_reward",
      (at, value) =>
        `Updates ${at}, num timesteps ${
          at * 80
        }, FPS 900 \n Last 10 training episodes: mean/median reward ${value}/2.5, min/max reward 0.0/9.0\n`,
    ],
  ];
  for (const [unit, name, line] of forms) {
    const text = range(6).map((i) => line(10 * (i + 1), 1.5 + i)).join("\n");
    assertEquals(
      told(read(text)),
      [unit, name, [10, 20, 30, 40, 50, 60], [1.5, 2.5, 3.5, 4.5, 5.5, 6.5]],
      text.slice(0, 60),
    );
  }
});

Deno.test("beside epochs or steps such words are prose", () => {
  const history = read(
    range(4).map((i) => `game 7 of round 3\nEpoch ${i + 1} loss: ${2 - 0.1 * i}, update 900 done`).join("\n"),
  );
  assertEquals([unitOf(history), history.at], ["epoch", [1, 2, 3, 4]]);
});

Deno.test("in a table they count as long as they only grow", () => {
  const rows = (at: (i: number) => number) =>
    `frame,mean_reward\n${range(5).map((i) => `${at(i)},${i}`).join("\n")}\n`;
  const growing = read(rows((i) => 1000 * i));
  assertEquals([unitOf(growing), growing.at], ["frame", [0, 1000, 2000, 3000, 4000]]);
  assertEquals(unitOf(read(rows((i) => i % 2))), "epoch");
});

Deno.test("frames of a film with an answer each are no training", () => {
  assertThrows(() => read("frame,true,pred\n1,0,1\n2,1,1\n3,0,0\n"), TypeError, "no history of a training");
});

Deno.test("counters: a step that never moves counts nothing, and entries are counted in its place", () => {
  const rows = range(6).map((i) => ({ step: 0, loss: 2 / (i + 1) }));
  const table = `step,loss\n${rows.map(({ loss }) => `0,${loss}`).join("\n")}`;
  for (const text of [table, rows.map((row) => JSON.stringify(row)).join("\n")]) {
    const { at, unit, notes } = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
    assertEquals([at, unit, notes], [
      range(6).map((i) => i + 1),
      "step",
      ["all rows say step 0: a step here is an entry of the log"],
    ]);
  }
  // what stands in two rows of one step is of that step
  assertEquals(read('{"step": 8, "loss": 2}\n{"step": 8, "val_loss": 3}\n').at, [8]);
});

Deno.test("counters: batches count steps where nothing counts epochs; seconds count nothing", () => {
  const table = (name: string, of: (i: number) => number) =>
    readHistory(
      new TextEncoder().encode(
        `${name},loss\n${range(8).map((i) => `${of(i)},${2 / (i + 1)}`).join("\n")}`,
      ),
      { name: "log.csv" },
    );
  for (const name of ["batch", "batch_idx"]) {
    const { unit, at } = table(name, (i) => 10 * i);
    assertEquals([unit, at?.at(-1)], ["step", 70]);
  }
  // how many rows a batch has does not grow
  assertEquals(table("batch", () => 32).unit, "epoch");
  for (const name of ["time", "wall_time", "seconds"]) {
    const { format, at } = table(name, (i) => 12.5 * i + 3);
    assertEquals([format, at?.at(-1)], ["CSV, rows taken as epochs from 1", 8]);
  }
});

Deno.test("an epoch is what the log calls it where finished ones are counted, and counted from 1 where the first evaluation says 0", () => {
  // three entries an epoch, of which the last ends it
  const rows = (epochOf: (entry: number) => number) =>
    range(14).map((i) => ({
      epoch: epochOf(i),
      iteration: 50 * (i + 1),
      "main/loss": 3 - 0.1 * i,
      ...(i % 3 === 2 ? { "validation/main/loss": 3.2 - 0.1 * i } : {}),
    }));
  const placesOf = (epochOf: (entry: number) => number) => {
    const { series = [], notes } = read(JSON.stringify(rows(epochOf)));
    return [series.find(({ name }) => name === "validation/main/loss")?.at, notes] as const;
  };
  assertEquals(placesOf((i) => Math.floor((i + 1) / 3)), [[1, 2, 3, 4], []]);
  assertEquals(placesOf((i) => Math.floor(i / 3)), [[1, 2, 3, 4], ["epochs counted from 1 here"]]);
  // an evaluation every second epoch, counted from 0
  const second = range(8).map((epoch) => ({
    epoch,
    loss: 2 - 0.1 * epoch,
    ...(epoch % 2 ? { val_loss: 2.1 - 0.1 * epoch } : {}),
  }));
  const history = read(JSON.stringify(second));
  assertEquals(history.series?.find(({ name }) => name === "val_loss")?.at, [2, 4, 6, 8]);
});
