import { assertEquals } from "@std/assert";
import {
  type Benchmark,
  type Measurement,
  runBenchmarks,
  speedRatio,
} from "../../../src/studies/speed/benchmark.ts";

/** A benchmark that takes the same time for each update and notes its turns. */
function steady(name: string, secondsPerUpdate: number, turns: string[]): Benchmark {
  return {
    name,
    run(count) {
      turns.push(name);
      return count * secondsPerUpdate;
    },
  };
}

const measured = (rates: number[]): Measurement => ({ name: "", median: 0, low: 0, high: 0, rates });

Deno.test("benchmark: rates are items a second, by round, with median and extremes", async () => {
  const [result] = await runBenchmarks([steady("one", 0.01, [])], 400, { rounds: 3, secondsPerTurn: 0.5 });
  assertEquals(result, {
    name: "one",
    median: 40_000,
    low: 40_000,
    high: 40_000,
    rates: [40_000, 40_000, 40_000],
  });
});

Deno.test("benchmark: benchmarks take turns", async () => {
  const turns: string[] = [];
  const benchmarks = [steady("a", 1, turns), steady("b", 1, turns)];
  await runBenchmarks(benchmarks, 1, { rounds: 3, secondsPerTurn: 1 });
  assertEquals(turns.slice(-6), ["a", "b", "a", "b", "a", "b"]);
});

Deno.test("benchmark: what a benchmark compiles in its first update does not count", async () => {
  let updates = 0;
  const compiling: Benchmark = {
    name: "compiles at first",
    run(count) {
      const compilation = updates === 0 ? 30 : 0;
      updates += count;
      return compilation + count / 100;
    },
  };
  const [{ rates }] = await runBenchmarks([compiling], 1, { rounds: 2, secondsPerTurn: 1 });
  assertEquals(rates, [100, 100]);
  assertEquals(updates > 200, true, "turns of a second each, not of one update");
});

Deno.test("benchmark: a turn is at least one update, however long", async () => {
  const [{ rates }] = await runBenchmarks([steady("slow", 60, [])], 1, { rounds: 1, secondsPerTurn: 0.5 });
  assertEquals(rates, [1 / 60]);
});

Deno.test("benchmark: a ratio is taken within each round, so a slow round of the machine leaves it alone", () => {
  const [fast, slow] = [measured([100, 20, 100]), measured([10, 2, 10])];
  assertEquals(speedRatio(fast, slow), { median: 10, low: 10, high: 10 });
});
