import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { ENGINE_NAMES } from "../../src/engine/mod.ts";
import { checkConsistency, checkMeasured } from "../../src/run/consistency.ts";
import { folderTest } from "../in_folder.ts";
import { readRunRecord, type RunRecord } from "../../src/run/record.ts";

const FOLDER = "models/baseline-64";
const record = readRunRecord(FOLDER);

Deno.test("a committed run agrees with what lies beside it", () => {
  assertEquals(checkConsistency(FOLDER, record).test.samples, 10_000);
});

const result = record.result!;
const CASES: readonly [
  string,
  Partial<Omit<RunRecord, "configuration">> & { configuration?: object },
  string,
][] = [
  [
    "units",
    { configuration: { ...record.configuration, hiddenSize: 32 } },
    "configuration.hiddenSize must be 64",
  ],
  ["parameters", { parameters: 7 }, "parameters must be 18241"],
  [
    "engine",
    { engine: { ...record.engine, name: "constructor" } },
    `engine.name must be ${ENGINE_NAMES[0]}`,
  ],
  ["training data", { data: { ...record.data, trainSha256: "0" } }, "data.trainSha256 must be"],
  ["test data", { data: { ...record.data, testSha256: "0" } }, "data.testSha256 must be"],
  [
    "a better result",
    { result: { ...result, testMse: 0.001 } },
    "and run.json says result.testMse: 0.001",
  ],
  [
    "another number of epochs",
    { epochs: 99 },
    "the number of train_loss is 50, and run.json says epochs: 99",
  ],
  [
    "another plan",
    { configuration: { ...record.configuration, epochs: 60 } },
    "is finished after 50 of 60 epochs",
  ],
  [
    "another engine than was asked for",
    { configuration: { ...record.configuration, engine: "native" } },
    "engine.name must be native (given: fused)",
  ],
  [
    "another engine's build",
    { engine: { ...record.engine, backend: "typescript float64" } },
    "engine.backend must be one of the fused engine's",
  ],
  [
    "a project newer than this one",
    { versions: { ...record.versions, project: "99.0.0" } },
    "versions.project must be 0.1.0, this program's, or an older one (given: 99.0.0)",
  ],
  [
    "another V8 than this Deno has",
    { versions: { ...record.versions, deno: Deno.version.deno, v8: "1.2.3" } },
    `versions.v8 must be ${Deno.version.v8}`,
  ],
  [
    "another number of biases",
    { configuration: { ...record.configuration, biases: 1 } },
    "configuration.biases must be 2",
  ],
  ["another end", { status: "stopped early" }, "is stopped early after 50 of 50 epochs"],
  ["another duration", { seconds: 1e308 }, "and run.json says seconds: 1e+308"],
  [
    "a result that is no mean",
    { result: { ...result, trainMse: 0.001 } },
    "result.trainMse must be the mean of its frequencies",
  ],
  [
    "a negative result",
    { result: { ...result, testMse: -1, testMseByFrequency: [-1, -1, -1, -1] } },
    "result.testMse",
  ],
  [
    "fewer frequencies",
    { result: { ...result, testMseByFrequency: [0.5] } },
    "the number of result.testMseByFrequency",
  ],
  ["a better R2", { result: { ...result, testR2: 0.99 } }, "result.testR2 is 0.99, and its errors"],
  [
    "another gap",
    { result: { ...result, generalisationGap: { ...result.generalisationGap, value: 5 } } },
    "result.generalisationGap.value is 5, and its errors",
  ],
  [
    "a worse predictor of the mean",
    { result: { ...result, baselines: { ...result.baselines, mean: 9 } } },
    "result.baselines.mean is 9, and its errors",
  ],
];
for (const [what, change, message] of CASES) {
  Deno.test(`a record of another run is refused: ${what}`, () => {
    assertThrows(() => checkConsistency(FOLDER, { ...record, ...change } as RunRecord), TypeError, message);
  });
}

const SETTINGS: readonly (readonly [string, object, string])[] = [
  [
    "learning rate",
    { learningRate: 1.01e-4 },
    "learning_rate.0 is 0.0001, and run.json's configuration gives",
  ],
  ["seed", { seed: 2 }, "train_loss_by_frequency.0 begins with 0.1318"],
  ["initialisation", { initialisation: "keras" }, "train_loss_by_frequency.0 begins with 0.1318"],
  ["weight decay", { weightDecay: 1e-5 }, "train_loss_by_frequency.0 begins with 0.1318"],
  ["dropout", { dropout: 0.2 }, "train_loss_by_frequency.0 begins with 0.1318"],
  ["clipping norm", { clipNorm: 5 }, "at a largest norm of"],
  ["clipping norm that cuts as often", { clipNorm: 1.01 }, "train_loss_by_frequency.0 begins with 0.1318"],
  ["patience", { patience: 3 }, "with these losses its configuration stops after"],
  ["measuring", { testEvery: 1 }, "test_loss.0 is missing"],
];
for (const [what, change, message] of SETTINGS) {
  Deno.test(`a setting that the history does not follow is refused: another ${what}`, () => {
    const other = { ...record, configuration: { ...record.configuration, ...change } } as RunRecord;
    const error = assertThrows(() => checkConsistency(FOLDER, other), TypeError, message);
    assertStringIncludes(error.message, `${FOLDER}/training_history.json: `);
  });
}

Deno.test("a curriculum's settings are held against its history too", () => {
  const folder = "models/curriculum-64-softened";
  const whole = readRunRecord(folder);
  if (whole.regime !== "curriculum") throw new TypeError("it is a curriculum");
  const refused = (change: Partial<typeof whole.configuration>, message: string) => {
    const other = { ...whole, configuration: { ...whole.configuration, ...change } };
    assertThrows(() => checkConsistency(folder, other), TypeError, message);
  };
  const [first, second, ...others] = whole.configuration.stages;
  assertEquals(checkConsistency(folder, whole).history?.train_loss.length, 355);
  refused({ seed: 2 }, "train_loss_by_frequency.0 begins with 0.40742");
  refused({ stages: [{ ...first, windowSeconds: 0.4 }, second, ...others] }, "train_loss_by_frequency.0");
  refused({ stages: [first, { ...second, learningRate: 0.004 }, ...others] }, "learning_rate.200 is 0.003");
  refused(
    { stages: [{ ...first, epochs: 199 }, { ...second, epochs: 61 }, ...others] },
    "learning_rate.1 is",
  );
});

Deno.test("another recording than the one trained on is refused", () => {
  const other = { ...record, configuration: { ...record.configuration, testSeed: 77 } } as RunRecord;
  assertThrows(() => checkConsistency(FOLDER, other), TypeError, "data.testSha256");
});

Deno.test("a result that the weights do not give is refused, one in the last digits is not", () => {
  checkMeasured(FOLDER, record, { ...result, testMse: result.testMse * (1 + 1e-6) });
  assertThrows(
    () => checkMeasured(FOLDER, record, { ...result, testMse: result.testMse * 1.01 }),
    TypeError,
    `${FOLDER}/run.json: result.testMse is ${result.testMse}, and its weights give`,
  );
  const baselines = { ...result.baselines, memoryless: 0.1 };
  assertThrows(
    () => checkMeasured(FOLDER, record, { ...result, baselines }),
    TypeError,
    "result.baselines.memoryless is",
  );
  const byFrequency = result.trainMseByFrequency.with(2, NaN);
  assertThrows(
    () => checkMeasured(FOLDER, record, { ...result, trainMseByFrequency: byFrequency }),
    TypeError,
  );
});

Deno.test("how a result's interval was made is held against how it is made", () => {
  const interval = { ...result.generalisationGap.interval, method: "a guess" };
  const other = {
    ...record,
    result: { ...result, generalisationGap: { ...result.generalisationGap, interval } },
  } as RunRecord;
  assertThrows(
    () => checkMeasured(FOLDER, other, result),
    TypeError,
    "result.generalisationGap.interval.method is a guess, and its weights give circular block bootstrap",
  );
});

Deno.test("every number of a result is measured again, those of its interval and its baselines too", () => {
  for (
    const measured of [
      { ...result, baselines: { ...result.baselines, zero: 0.4 } },
      { ...result, testR2: NaN },
      { ...result, generalisationGap: { ...result.generalisationGap, value: 1 } },
    ]
  ) assertThrows(() => checkMeasured(FOLDER, record, measured), TypeError, "and its weights give");
});

folderTest(
  "a history that contradicts itself is refused, by the place of the first contradiction",
  (folder) => {
    for (const name of ["model.json", "weights.bin"]) {
      Deno.copyFileSync(
        `${FOLDER}/${name}`,
        `${folder}/${name}`,
      );
    }
    const whole = JSON.parse(Deno.readTextFileSync(`${FOLDER}/training_history.json`));
    const refused = (change: object) => {
      Deno.writeTextFileSync(
        `${folder}/training_history.json`,
        JSON.stringify({ ...whole, ...change }),
      );
      return () => checkConsistency(folder, record);
    };
    assertEquals(refused({})().history, whole);
    assertThrows(refused({ note: "mine" }), TypeError, 'training_history.json: unrecognized key: "note"');
    assertThrows(
      refused({ clipped_share: whole.clipped_share.slice(1) }),
      TypeError,
      "training_history.json: the number of clipped_share is 49",
    );
    assertThrows(
      refused({ best_epoch: 1 }),
      TypeError,
      "training_history.json: best_epoch is 1, and its other",
    );
    assertThrows(
      refused({ train_loss: whole.train_loss.with(1, 0.9) }),
      TypeError,
      "train_loss.1 is 0.9, and its other entries give",
    );
  },
);
