import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createEngine } from "../../src/engine/mod.ts";
import { measureError } from "../../src/evaluation/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { makeMixture, makeRows } from "../../src/signal/mod.ts";
import { CURRICULA } from "../../src/training/curricula.ts";
import { type CurriculumRun, trainCurriculum } from "../../src/training/curriculum.ts";
import { signalOf } from "../../src/training/configuration.ts";
import { curriculumConfiguration } from "../../src/training/curriculum_configuration.ts";
import type { EpochRecord } from "../../src/training/epoch.ts";

const [coarse] = CURRICULA.softened;
const small = {
  hiddenSize: 8,
  noise: "softened",
  durationSeconds: 1,
  testEvery: 1,
  stages: [{ ...coarse, epochs: 3, horizonsSeconds: [0.5, 1] }, { ...coarse, decimation: 5, epochs: 2 }],
};

async function newRun(changes: Record<string, unknown> = {}, engineName: "fused" | "reference" = "fused") {
  const configuration = curriculumConfiguration({ ...small, ...changes });
  const { hiddenSize, biases, seed } = configuration;
  const weights = initialise({ inputSize: 5, hiddenSize, biases }, { scheme: "pytorch", seed });
  const run: CurriculumRun = {
    engine: await createEngine(engineName, weights),
    recording: makeMixture(signalOf(configuration, configuration.trainSeed)),
    configuration,
    done: [],
    measure: () => ({ mse: 0.25, byFrequency: [] }),
  };
  return run;
}

const recordsOf = (run: CurriculumRun): EpochRecord[] =>
  [...trainCurriculum(run)].flatMap((event) => event.kind === "epoch" ? [event.record] : []);

Deno.test("curriculum: runs through all stages; test error is measured in the last one only", async () => {
  const records = recordsOf(await newRun());
  assertEquals(records.map(({ epoch }) => epoch), [1, 2, 3, 4, 5]);
  assertEquals(records.map(({ test }) => test?.mse ?? null), [null, null, null, 0.25, 0.25]);
});

Deno.test("curriculum: resumed after any epoch, it gives the same bytes as uninterrupted", async () => {
  const whole = await newRun();
  const records = recordsOf(whole);
  for (const kept of [1, 3, 4]) { // inside a stage, between two, in the last
    const before = await newRun();
    const done: EpochRecord[] = [];
    for (const event of trainCurriculum(before)) {
      if (event.kind === "epoch") done.push(event.record);
      if (done.length === kept) break;
    }
    const after: CurriculumRun = { ...await newRun(), done };
    after.engine.importState(before.engine.exportState());
    const rest = recordsOf(after);
    assertEquals(after.engine.exportState(), whole.engine.exportState());
    assertEquals([...done, ...rest].map(({ loss }) => loss), records.map(({ loss }) => loss));
  }
});

Deno.test("curriculum: another seed is another run", async () => {
  const [one, other] = [await newRun({ seed: 1 }), await newRun({ seed: 2 })].map((run) =>
    recordsOf(run)[4].loss
  );
  assert(one !== other);
});

Deno.test("curriculum: the reference engine tells the same story", async () => {
  const fused = recordsOf(await newRun());
  const reference = recordsOf(await newRun({}, "reference"));
  fused.forEach(({ loss, lossByFrequency }, i) => {
    assertAlmostEquals(loss, reference[i].loss, 1e-4);
    lossByFrequency.forEach((value, f) => assertAlmostEquals(value, reference[i].lossByFrequency[f], 1e-4));
  });
});

Deno.test("curriculum: stops when the loss is no longer a number", async () => {
  const stages = small.stages.map((stage) => ({ ...stage, learningRate: 1e38 }));
  const records = recordsOf(await newRun({ stages }));
  assert(records.length < 5);
  assert(!Number.isFinite(records.at(-1)!.loss));
});

Deno.test("curriculum: from a silent stage on the network does not hear S", async () => {
  const silent = { ...small.stages[1], noise: "silent" };
  const run = await newRun({ stages: [small.stages[0], silent] });
  recordsOf(run);
  const { weightIh } = run.engine.exportWeights();
  assertEquals(new Set(weightIh.filter((_, index) => index % 5 === 0)), new Set([0]));
  const inputs = makeRows({ durationSeconds: 1, seed: 2 }).inputs;
  const answer = run.engine.predict(inputs);
  assertEquals(
    run.engine.predict(inputs.map((value, index) => index % 5 === 0 ? 10 - value : value)),
    answer,
  );
});

Deno.test("curriculum: a clock learns two seconds of literal noise, where nothing can be filtered", async () => {
  const [stage] = CURRICULA.literal;
  const stages = [{ ...stage, epochs: 400, horizonsSeconds: [0.5, 1, 2], learningRate: 5e-3 }];
  const run = await newRun({ noise: "literal", durationSeconds: 2, hiddenSize: 24, testEvery: 0, stages });
  recordsOf(run);
  const test = makeRows({ durationSeconds: 2, sampleRateHz: 62.5, seed: 2 });
  const { mse } = measureError(run.engine, test);
  assert(mse < 0.1, `test MSE ${mse}; predicting zero gives 0.5`);
});
