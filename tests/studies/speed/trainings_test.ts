import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { trainingsTable as readmeTable } from "../../../src/report/readme/speed_tables.ts";
import {
  timeTraining,
  TRAININGS,
  type TrainingTask,
  trainingTasks,
  type TrainingTime,
} from "../../../src/studies/speed/trainings.ts";
import {
  trainingRatio,
  type TrainingsRecord,
  trainingsTable,
} from "../../../src/studies/speed/trainings_record.ts";

const time = (seconds: number, secondsToTarget: number | null, testMse: number): TrainingTime => ({
  seconds,
  secondsToTarget,
  testMse,
});
const record: TrainingsRecord = {
  date: "2026-01-01T00:00:00Z",
  machine: { processor: "Some Processor", cores: 2, loadAverage: [0.25, 0, 0] },
  versions: { deno: "2.9.6" },
  missing: [],
  results: [
    { training: "baseline", name: "native", ...time(10.04, null, 0.503) },
    { training: "softened", name: "native", ...time(14, 5.5, 0.00017) },
    { training: "softened", name: "native, 2 threads", ...time(9, 3.5, 0.00017) },
    { training: "softened", name: "fused", ...time(30, 12, 0.00016) },
    { training: "softened", name: "PyTorch nn.LSTM", ...time(28, 11, 0.0002), version: "2.15.0" },
    { training: "softened", name: "JAX scan", ...time(60, 20, 0.0002), version: "0.10.2" },
  ],
};

Deno.test("trainings: all are asked of each, but not the baseline of PyTorch; ours come first", () => {
  const { oneThread, twoThreads } = trainingTasks({ native: true, peers: true, quick: false });
  const named = (tasks: readonly TrainingTask[]) =>
    Map.groupBy(tasks, ({ name }) => name).entries().map(([name, { length }]) => `${length} ${name}`)
      .toArray();
  assertEquals(oneThread.map(named), [["4 native", "4 JAX scan"], ["4 fused", "3 PyTorch nn.LSTM"]]);
  assertEquals(named(twoThreads), ["4 native, 2 threads"]);
});

Deno.test("trainings: what is not there is not asked", () => {
  const { oneThread, twoThreads } = trainingTasks({ native: false, peers: false, quick: false });
  assertEquals(
    new Set([...oneThread.flat(), ...twoThreads].map(({ name }) => name)),
    new Set(["fused", "fused, 2 threads"]),
  );
});

for (const training of TRAININGS) {
  Deno.test(`trainings: ${training} is timed, and threads do not change what is learnt`, async () => {
    const time = (name: string) => timeTraining({ training, name, quick: true });
    const [one, two] = [await time("fused"), await time("fused, 2 threads")];
    assert(one.seconds > 0 && one.testMse > 0);
    assertEquals(one.testMse, two.testMse);
  });
}

Deno.test("trainings: our fastest is held against the fastest peer, both on one thread", () => {
  const ratio = trainingRatio(record.results, "softened");
  assertEquals([ratio?.ours.name, ratio?.theirs.name, ratio?.times], ["native", "PyTorch nn.LSTM", 2]);
  assertEquals(trainingRatio(record.results, "baseline"), undefined);
});

Deno.test("trainings: the table tells times, errors, the machine and the frameworks", () => {
  const table = trainingsTable(record);
  assertStringIncludes(table, "Some Processor, 2 cores, load average 0.3 at the start; deno 2.9.6.");
  assertStringIncludes(
    table,
    "| training | native | native, 2 threads | fused | PyTorch nn.LSTM 2.15.0 | JAX scan 0.10.2 |",
  );
  assertStringIncludes(table, "| baseline, seconds | 10.0 |  |  |  |  |");
  assertStringIncludes(table, "| curriculum, `softened`, seconds to 0.01 | 5.5 | 3.5 | 12.0 | 11.0 | 20.0 |");
  assertStringIncludes(table, "| curriculum, `softened` | PyTorch nn.LSTM | native | 2.00 |");
});

Deno.test("trainings: the README names the machine, and a dash stands for what was not measured", () => {
  const { headings, rows } = readmeTable(record);
  assertEquals(headings[0], "seconds on Some Processor, 2 cores");
  assertEquals(rows[0], ["baseline", "10", "–", "–", "–", "–"]);
  assertEquals(rows[1].slice(1, 3), ["14, 0.01 after 5.5", "9.0, 0.01 after 3.5"]);
  assertEquals(rows[1].slice(4), ["28, 0.01 after 11 (PyTorch)", "2.0"]);
});
