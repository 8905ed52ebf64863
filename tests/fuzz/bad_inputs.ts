/**
 * Bad inputs to every command. Each must be refused in one line with exit code 2, and leave no file behind.
 *
 * They run in a folder with two runs: `models/small`, 8 units trained for two epochs, and `models/half`, the same
 * interrupted after its first.
 *
 * @module
 */

/** What a case finds in its folder, and may corrupt before the command runs. */
export interface Place {
  /** Path of a file in the folder; its parents are made. */
  readonly write: (path: string, contents: string | Uint8Array) => void;
  readonly read: (path: string) => Uint8Array<ArrayBuffer>;
  readonly link: (target: string, path: string) => void;
  /** The JSON file with one value, at a path of keys, replaced. */
  readonly edit: (path: string, keys: string, value: unknown) => void;
}

/** One bad input. */
export interface BadInput {
  readonly task: string;
  readonly args: readonly string[];
  /** What is laid down first, and what it is called. */
  readonly with?: readonly [what: string, lay: (place: Place) => void];
}

/** Values that no option for a count takes. */
const NO_COUNTS = ["", " ", "abc", "0x10", "-1", "0", "1.5", "NaN", "Infinity", "1e999", "1e12", "--", "٣"];
/** Values that no option for a seed takes. */
const NO_SEEDS = ["", "abc", "0x10", "-1", "1.5", "NaN", "4294967296", "1e300"];
/** Words that a plain object has without having been told. */
const INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];
const LONG = "x".repeat(5000);
const NO_PATHS = [
  "",
  " ",
  LONG,
  `models/${LONG}`,
  "models/\u0007/../../../../nowhere",
  "loop",
  "file.txt/below",
];
const DEEP = "[".repeat(100_000);
const DEEP_OBJECT = '{"a":'.repeat(100_000);

const all = (task: string, ...lists: readonly (readonly string[])[]): BadInput[] =>
  lists.map((args) => ({ task, args }));
const each = (task: string, values: readonly string[], args: (value: string) => string[]): BadInput[] =>
  values.map((value) => ({ task, args: args(value) }));
const corrupted = (
  task: string,
  args: readonly string[],
  what: string,
  lay: BadInput["with"] extends undefined ? never
    : (place: Place) => void,
): BadInput => ({ task, args, with: [what, lay] });

/** Files that are no JSON record at all. */
const NO_RECORDS: readonly [string, string | Uint8Array][] = [
  ["empty", ""],
  ["null", "null"],
  ["a list", "[]"],
  ["an empty object", "{}"],
  ["a number", "7"],
  ["words", "hello"],
  ["cut off", '{"train_loss": [0.1, 0.'],
  ["deep lists", DEEP],
  ["deep objects", DEEP_OBJECT],
  ["zero bytes", new Uint8Array(64)],
  ["noise", Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 251)],
];

const LOOP = (place: Place) => {
  place.link("loop", "loop");
  place.write("file.txt", "a file");
};
const paths = (task: string, args: (path: string) => string[]): BadInput[] =>
  NO_PATHS.map((path) => ({ task, args: args(path), with: ["a loop of links", LOOP] as const }));

const GRAPH = "modelTopology.config.layers.0", DENSE = "modelTopology.config.layers.1";

/** Edits that make another network of the tfjs model in `models/small`. */
const OTHER_MODELS: readonly [string, unknown][] = [
  [`${GRAPH}.class_name`, "GRU"],
  [`${GRAPH}.class_name`, "SimpleRNN"],
  [`${GRAPH}.class_name`, "Bidirectional"],
  [`${GRAPH}.config.activation`, "relu"],
  [`${GRAPH}.config.recurrent_activation`, "hard_sigmoid"],
  [`${GRAPH}.config.recurrent_activation`, undefined],
  [`${GRAPH}.config.go_backwards`, true],
  [`${GRAPH}.config.use_bias`, false],
  [`${GRAPH}.config.units`, 16],
  [`${DENSE}.class_name`, "LSTM"],
  [`${DENSE}.config.activation`, "tanh"],
  [`${DENSE}.config.use_bias`, false],
  ["modelTopology.config.layers", []],
  ["modelTopology", null],
  ["modelTopology.class_name", "Functional"],
  ["format", "graph-model"],
  ["weightsManifest", null],
  ["weightsManifest", []],
  ["weightsManifest.0.weights", []],
  ["weightsManifest.0.weights.0.dtype", "int32"],
  ["weightsManifest.0.weights.0.dtype", "float16"],
  ["weightsManifest.0.weights.0.quantization", { dtype: "uint8", scale: 1, min: 0 }],
  ["weightsManifest.0.weights.0.shape", [5, -32]],
  ["weightsManifest.0.weights.0.shape", [5, 4e9]],
  ["weightsManifest.0.weights.0.shape", "5,32"],
  ["weightsManifest.0.weights.1.name", "lstm/kernel"],
  ...[
    "../small/weights.bin",
    "/etc/hostname",
    "https://example.org/w.bin",
    "file:///etc/hostname",
    "",
    ".",
    "none.bin",
  ]
    .map((path): [string, unknown] => ["weightsManifest.0.paths", [path]]),
  ["weightsManifest.0.paths", ["weights.bin", "weights.bin"]],
  ["weightsManifest.0.paths", []],
  ["userDefinedMetadata.biases", 3],
];

/** Edits after which `run.json` no longer tells of what lies beside it. */
const OTHER_RECORDS: readonly [string, unknown][] = [
  ["format", 99],
  ["regime", "magic"],
  ["configuration.hiddenSize", 16],
  ["configuration.hiddenSize", -8],
  ["configuration.hiddenSize", "8"],
  ["configuration.frequenciesHz", [1, 3, 5]],
  ["configuration.frequenciesHz", [1, 3, 5, 8]],
  ["configuration.noise", "loud"],
  ["configuration.noise", "constructor"],
  ["configuration.sampleRateHz", 0],
  ["configuration.sampleRateHz", 999],
  ["configuration.durationSeconds", 1e9],
  ["configuration.trainSeed", -1],
  ["configuration.testSeed", 77],
  ["configuration.learningRate", -1],
  ["result.testR2", 0.99],
  ["result.generalisationGap.value", 5],
  ["result.generalisationGap.interval.low", 9],
  ["result.generalisationGap.interval.level", 7],
  ["result.baselines.mean", 9],
  ["result.protocol", "lanes"],
  ["startedAt", "yesterday"],
  ["engine.backend", "\u001b[2J"],
  ["configuration.amplitudeRange", [2, 1]],
  ["parameters", 12],
  ["parameters", -1],
  ["engine.name", "warp"],
  ["data.testSha256", "00"],
  ["status", "excellent"],
  ["epochs", -3],
  ["seconds", -1],
  ["epochs", 99],
  ["seconds", 1e308],
  ["status", "running"],
  ["result.baselines.zero", -1],
  ["result.testMse", -0.5],
  ["result.testMse", 0.001],
  ["result.testMse", "good"],
  ["result.testMseByFrequency", [0.1]],
];

/** Makes another result of a run's record that agrees with itself. */
function improve(place: Place): void {
  for (const name of ["testMse", "trainMse"]) {
    place.edit("models/small/run.json", `result.${name}`, 0.01);
    place.edit("models/small/run.json", `result.${name}ByFrequency`, [0.01, 0.01, 0.01, 0.01]);
  }
}

/** A safetensors file of these header entries and that many zero bytes. */
function safetensors(header: unknown, length: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const tensor = (from: unknown, to: unknown, shape: unknown = [2], dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

const NO_SAFETENSORS: readonly [string, Uint8Array][] = [
  ["empty", new Uint8Array()],
  ["seven bytes", new Uint8Array(7)],
  ["a header without end", new Uint8Array(64).fill(0xff)],
  ["no header", safetensors("", 8)],
  ["a list", safetensors("[]", 0)],
  ["deep", safetensors('{"a":' + DEEP, 0)],
  ["null", safetensors("null", 0)],
  ["no tensors", safetensors({}, 0)],
  ["negative offsets", safetensors({ a: tensor(-8, 0) }, 8)],
  ["fractional offsets", safetensors({ a: tensor(0.5, 8.5) }, 9)],
  ["overlap", safetensors({ a: tensor(0, 8), b: tensor(4, 12) }, 12)],
  ["trailing bytes", safetensors({ a: tensor(0, 8) }, 16)],
  ["integers", safetensors({ a: tensor(0, 8, [2], "I32") }, 8)],
  ["another name", safetensors({ a: tensor(0, 8) }, 8)],
  ["an endless shape", safetensors({ a: tensor(0, 8, [1e300, 1e300]) }, 8)],
  [
    "a name that objects have",
    safetensors('{"__proto__": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}', 8),
  ],
];

const STAGE = {
  decimation: 20,
  epochs: 1,
  learningRate: 0.01,
  windowSeconds: null,
  horizonsSeconds: [1],
  starts: 1,
  warmUpSeconds: 0,
  noise: "fixed",
};

/** A cell of `study:seeds` as `study:cell` leaves it, and edits that make it something else. */
const SEED_RESULT = {
  seed: 1,
  epochs: 1,
  runningLoss: 0.4,
  runningLossByFrequency: [0.4, 0.4, 0.4, 0.4],
  bestRunningLoss: 0.4,
  testMse: 0.5,
};
const SEED_CELL = { study: "seeds", key: "seed 1", made: { by: "a stranger" }, result: SEED_RESULT };
const OTHER_CELLS: readonly unknown[] = [
  { ...SEED_CELL, study: "capacity" },
  { ...SEED_CELL, key: "seed 2" },
  { ...SEED_CELL, made: {} },
  ...[{ testMse: -1 }, { testMse: null }, { testMse: "0.5" }, { seed: 2 }, { seed: 1.5 }, { extra: 1 }].map(
    (change) => ({ ...SEED_CELL, result: { ...SEED_RESULT, ...change } }),
  ),
  { ...SEED_CELL, result: {} },
];
/** Records of `study:seeds` that are none, or would lose what they hold. */
const OTHER_STUDIES: readonly unknown[] = [
  { results: {} },
  { results: [null] },
  { results: [{ ...SEED_RESULT, testMse: -1 }] },
  { results: [{ ...SEED_RESULT, testMse: null }] },
  { results: [{ ...SEED_RESULT, epochs: 50 }] },
  { results: [SEED_RESULT, SEED_RESULT] },
  { results: [{ way: "online", noise: "literal", hiddenSize: 32, seed: 0, testMse: 0.5 }] },
  { results: [SEED_RESULT], made: { "seed 1": { by: 7 } } },
];

const HEADER = "S,C1,C2,C3,C4,target";
/** Rows of `deno task data`, corrupted. */
const NO_ROWS: readonly [name: string, contents: string][] = [
  ["empty.csv", ""],
  ["header.csv", `${HEADER}\n`],
  ["short.csv", `${HEADER}\n1,1,0\n`],
  ["words.csv", `${HEADER}\na,1,0,0,0,0\n`],
  ["nan.csv", `${HEADER}\nnan,1,0,0,0,0\n`],
  ["infinite.csv", `${HEADER}\n1e999,1,0,0,0,0\n`],
  ["swapped.csv", `target,C1,C2,C3,C4,S\n0,1,0,0,0,0\n`],
  ["selectors.csv", `S,C2,C1,C3,C4,target\n0,0,1,0,0,0\n`],
  ["semicolons.csv", `S;C1;C2;C3;C4;target\n0;1;0;0;0;0\n`],
  ["quote.csv", `${HEADER}\n"0,1,0,0,0,0\n`],
  ["three.csv", `S,C1,C2,C3,target\n0,1,0,0,0\n0,0,1,0,0\n0,0,0,1,0\n`],
  [
    "flat.csv",
    `${HEADER}\n${
      [0, 1, 2, 3].map((k) => `0,${[0, 1, 2, 3].map((i) => Number(i === k))},0.5\n`.repeat(9)).join("")
    }`,
  ],
  [
    "order.csv",
    `${HEADER}\n${[1, 0, 2, 3].map((k) => `0,${[0, 1, 2, 3].map((i) => Number(i === k))},0\n`).join("")}`,
  ],
  ["text.npy", "hello"],
  ["empty.npy", ""],
  ["magic.npy", "\x93NUMPY"],
];

/** The whole list. */
export const BAD_INPUTS: readonly BadInput[] = [
  // options that are not there, and words too many
  ...[
    "train",
    "evaluate",
    "probe",
    "diagnose",
    "report",
    "data",
    "export",
    "import",
    "study_seeds",
    "study_ablations",
    "study_capacity",
    "study_curriculum",
    "study_faults",
    "study_noise",
    "study_plan",
    "bench",
    "tensorboard",
    "submission",
  ].flatMap((task) => all(task, ["--no-such-option"], ["--=1"], ["-q"], ["a", "b", "c", "d"])),
  ...["evaluate", "probe", "diagnose", "report", "export", "import"].flatMap((task) => all(task, [])),

  // train
  ...each(
    "train",
    [...INHERITED, "", "baseline", "Baseline-64", "../baseline-64", "models/small"],
    (name) => [name, "--quick"],
  ),
  ...each(
    "train",
    ["hidden-size", "epochs", "patience", "threads"].flatMap((flag) =>
      NO_COUNTS.map((value) => `--${flag}=${value}`)
    ),
    (flag) => ["baseline-64", "--name", "new", flag],
  ),
  ...each(
    "train",
    ["seed", "train-seed", "test-seed"].flatMap((flag) => NO_SEEDS.map((value) => `--${flag}=${value}`)),
    (flag) => ["baseline-64", "--name", "new", flag],
  ),
  ...each(
    "train",
    ["12", "100000", "8e8"].map((n) => `--hidden-size=${n}`),
    (flag) => ["--name", "new", flag],
  ),
  ...each(
    "train",
    ["5000", "1e9"].map((n) => `--threads=${n}`),
    (flag) => ["--quick", "--name", "new", flag],
  ),
  ...each("train", [
    "--learning-rate=-1",
    "--learning-rate=0",
    "--learning-rate=abc",
    "--learning-rate=Infinity",
    "--clip-norm=0",
    "--clip-norm=nan",
    "--weight-decay=-1",
    "--dropout=1",
    "--dropout=-0.1",
    "--min-delta=-1",
    "--test-every=-1",
    "--test-every=1.5",
    "--biases=3",
    "--biases=0",
    "--initialisation=zeros",
    "--noise=loud",
    "--noise=constructor",
    "--noise=",
    "--grid=square",
    "--grid=__proto__",
    "--engine=warp",
    "--engine=toString",
    "--frequencies-hz=",
    "--frequencies-hz=1,1000",
    "--frequencies-hz=a,b",
    "--frequencies-hz=-1",
    "--frequencies-hz=0",
    "--frequencies-hz=3,3",
    "--sample-rate-hz=0",
    "--sample-rate-hz=-5",
    "--sample-rate-hz=1e30",
    "--duration-seconds=0",
    "--duration-seconds=1e9",
    "--duration-seconds=10000",
    "--amplitude-range=1",
    "--amplitude-range=2,1",
    "--amplitude-range=0,1e39",
    "--amplitude-range=a,b",
    "--amplitude-range=1,2,3",
  ], (flag) => ["baseline-64", "--name", "new", flag]),
  ...all("train", ["curriculum-64", "--epochs", "3", "--name", "new"], [
    "curriculum-64",
    "--learning-rate",
    "1",
    "--name",
    "new",
  ]),
  ...each(
    "train",
    [
      "",
      " ",
      ".",
      "..",
      "../x",
      "a/b",
      "/tmp/x",
      ".hidden",
      "a b",
      "a\nb",
      LONG,
      "y".repeat(256),
      "a.previous",
    ],
    (name) => ["baseline-64", "--epochs=1", "--name", name],
  ),
  ...each(
    "train",
    ["", " ", ".", "..", "../models/small", "none", "/", LONG, "__proto__"],
    (name) => ["--resume", name],
  ),
  ...all(
    "train",
    ["--resume", "half", "--name", "other"],
    ["--resume", "half", "--fresh"],
    ["--resume", "half", "--quick"],
    ["--resume", "half", "baseline-64"],
    ["--resume", "half", "--seed", "3"],
    ["--resume", "half", "--config", "c.json"],
    ["--resume", "half", "--epochs", "0"],
    ["--resume", "half", "--hidden-size", "16"],
    ["--name", "new"],
    ["--fresh"],
    ["--quick", "--name", "new"],
    ["--quick", "--epochs", "2", "--resume", "half"],
    ["baseline-64", "--name", "half", "--epochs", "7"],
  ),
  ...NO_RECORDS.filter(([what]) => what !== "an empty object").map(([what, text]) =>
    corrupted("train", ["--config", "c.json", "--name", "new"], what, ({ write }) => write("c.json", text))
  ),
  ...[
    '{"hiddenSize": "64"}',
    '{"hidden_size": 64}',
    '{"hiddenSize": 1e9}',
    '{"epochs": null}',
    '{"__proto__": {"epochs": 1}}',
    '{"constructor": 1}',
    '{"noise": ["literal"]}',
    '{"durationSeconds": 10000}',
    '{"frequenciesHz": []}',
    '{"frequenciesHz": "1"}',
    '{"learningRate": NaN}',
    '{"epochs": 1, "epochs": 2}',
    '{"epochs": 1, "\\u0065pochs": 2}',
    '{"frequenciesHz": [3, 3]}',
    '{"stages": []}',
    '{"hiddenSize": 64, "extra": 1}',
    '{"frequenciesHz": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,1e9]}',
  ].map((text) =>
    corrupted(
      "train",
      ["baseline-64", "--config", "c.json", "--name", "new"],
      text,
      ({ write }) => write("c.json", text),
    )
  ),
  ...paths("train", (path) => ["baseline-64", "--name", "new", "--config", path]),
  ...[
    [],
    [{}],
    [{ decimation: 0 }],
    "x",
    [{ decimation: 1e9 }],
    ...[
      { windowSeconds: 1e-9 },
      { horizonsSeconds: [1e-9] },
      { warmUpSeconds: 1e9 },
      { starts: 1024 },
    ].map((change) => [{ ...STAGE, ...change }]),
  ].map((stages) =>
    corrupted(
      "train",
      ["curriculum-64", "--config", "c.json", "--name", "new"],
      JSON.stringify(stages),
      ({ write }) => write("c.json", JSON.stringify({ stages })),
    )
  ),

  // evaluate, probe, report, export, diagnose: a run that is none
  ...["evaluate", "probe", "report", "diagnose"].flatMap((task) => [
    ...paths(task, (path) => [path]),
    ...each(task, [
      "none",
      "/etc",
      "models/small/run.json/",
      "__proto__",
      "constructor",
    ], (path) => [path]),
  ]),
  // Folders that hold runs are read by diagnose, and by no other.
  ...["evaluate", "probe", "report"].flatMap((task) =>
    each(task, ["models", "/", ".", ".."], (path) => [path])
  ),
  ...each(
    "export",
    [...NO_PATHS, "none", "/", ".", "constructor"],
    (path) => [path, "--format", "onnx", "--out", "o.onnx"],
  ),
  ...["diagnose", "report"].flatMap((task) =>
    ([["train_loss", [1]], ["test_loss", [9, 9]], ["train_loss_by_frequency", [[1], [2]]]] as const).map(
      ([keys, value]) =>
        corrupted(
          task,
          ["small"],
          `history ${keys}: ${JSON.stringify(value)}`,
          ({ edit }) => edit("models/small/training_history.json", keys, value),
        ),
    )
  ),
  ...["evaluate", "probe"].map((task) =>
    corrupted(task, ["small"], "run.json: a better result than its weights give", improve)
  ),
  ...["evaluate", "probe", "report", "diagnose", "export"].flatMap((task) => {
    const args = task === "export" ? ["small", "--format", "onnx", "--out", "o.onnx"] : ["small"];
    const readsModel = task === "evaluate" || task === "probe" || task === "export";
    return [
      ...(task === "export"
        ? []
        : NO_RECORDS.map(([what, text]) =>
          corrupted(task, args, `run.json: ${what}`, ({ write }) => write("models/small/run.json", text))
        )),
      ...(task === "export"
        ? []
        : OTHER_RECORDS.map(([keys, value]) =>
          corrupted(task, args, `run.json ${keys}: ${JSON.stringify(value)}`, ({ edit }) =>
            edit("models/small/run.json", keys, value))
        )),
      ...(readsModel
        ? OTHER_MODELS.slice(0, 12).map(([keys, value]) =>
          corrupted(
            task,
            args,
            `model.json ${keys}: ${JSON.stringify(value)}`,
            ({ edit }) => edit("models/small/model.json", keys, value),
          )
        )
        : []),
      ...(readsModel
        ? [0, 4, 10].map((length) =>
          corrupted(
            task,
            args,
            `weights.bin of ${length} bytes`,
            ({ write }) => write("models/small/weights.bin", new Uint8Array(length)),
          )
        )
        : []),
      ...(readsModel
        ? [
          corrupted(task, args, "weights.bin of NaN", ({ write, read }) =>
            write(
              "models/small/weights.bin",
              new Uint8Array(read("models/small/weights.bin").length).fill(0xff),
            )),
        ]
        : []),
    ];
  }),
  ...["evaluate", "probe"].flatMap((task) =>
    each(task, NO_SEEDS, (seed) => ["small", `--test-seed=${seed}`])
  ),
  ...each(
    "evaluate",
    ["loud", "-1", "", "NaN", "1e300", ...INHERITED],
    (noise) => ["small", `--noise=${noise}`],
  ),
  ...each("evaluate", ["", "warp", ...INHERITED], (engine) => ["small", `--engine=${engine}`]),
  ...NO_ROWS.map(([name, text]) =>
    corrupted("evaluate", ["small", "--test-data", name], "corrupted rows", ({ write }) => write(name, text))
  ),
  ...paths("evaluate", (path) => ["small", "--test-data", path]),
  ...each("evaluate", ["/dev/zero", "/", "models", "/dev/null"], (path) => ["small", "--test-data", path]),

  // export and import
  ...each(
    "export",
    ["", "keras", "ONNX", ...INHERITED],
    (format) => ["small", "--format", format, "--out", "o"],
  ),
  ...all(
    "export",
    ["small"],
    ["small", "--format", "onnx", "--out", ""],
    ["small", "--format", "onnx", "--out", " "],
    ["small", "--format", "onnx", "--out", LONG],
    ["small", "--format", "onnx", "--out", "/"],
    ["small", "--format", "onnx", "--out", "models"],
    ["small", "--format", "tfjs", "--out", "models/small"],
    ["small", "--format", "tfjs", "--out", "models/small/"],
    ["small", "--format", "tfjs", "--out", "models/half"],
    ["small", "--format", "tfjs", "--out", ""],
    ["small", "--format", "safetensors", "--out", "models/small/run.json/x"],
    ["small", "--format", "tfjs", "--out", "./models/small"],
    ["small", "--format", "onnx", "--out", "models/small/weights.bin"],
    ["small", "--format", "onnx", "--out", "models/small/run.json"],
    ["small", "--format", "onnx", "--out", "network.json"],
  ),
  ...OTHER_MODELS.map(([keys, value]) =>
    corrupted(
      "import",
      ["models/small", "--format", "tfjs", "--out", "new"],
      `model.json ${keys}: ${JSON.stringify(value)}`,
      ({ edit }) => edit("models/small/model.json", keys, value),
    )
  ),
  ...NO_RECORDS.map(([what, text]) =>
    corrupted(
      "import",
      ["models/small", "--format", "tfjs", "--out", "new"],
      `model.json: ${what}`,
      ({ write }) => write("models/small/model.json", text),
    )
  ),
  ...NO_SAFETENSORS.map(([what, bytes]) =>
    corrupted(
      "import",
      ["m.safetensors", "--format", "safetensors", "--out", "new"],
      what,
      ({ write }) => write("m.safetensors", bytes),
    )
  ),
  ...paths("import", (path) => [path, "--format", "safetensors", "--out", "new"]),
  ...paths("import", (path) => [path, "--format", "tfjs", "--out", "new"]),
  ...each(
    "import",
    ["/dev/zero", "/", "models"],
    (path) => [path, "--format", "safetensors", "--out", "new"],
  ),
  ...all(
    "import",
    ["models/small", "--format", "tfjs"],
    ["models/small", "--format", "tfjs", "--out", ""],
    ["models/small", "--format", "tfjs", "--out", " "],
    ["models/small", "--format", "tfjs", "--out", "small"],
    ["models/small", "--format", "tfjs", "--out", "models/small"],
    ["models/small", "--format", "tfjs", "--out", "models/small/"],
    ["models/small", "--format", "tfjs", "--out", "./models/./small"],
    ["models/small", "--format", "tfjs", "--out", "/"],
    ["models/small", "--format", "tfjs", "--out", LONG],
    ["models/small", "--format", "tfjs", "--out", "models/small/run.json"],
    ...["a b", ".small.training", "small.previous", "new\n", "models/../x/../y"].map(
      (out) => ["models/small", "--format", "tfjs", "--out", out],
    ),
    ["models/small", "--format", "constructor", "--out", "new"],
    ["models/small", "--format", "tfjs", "--out", "new", "--noise", "loud"],
    ["models/small", "--format", "tfjs", "--out", "new", "--noise", "1e300"],
  ),
  corrupted(
    "import",
    ["bare", "--format", "tfjs", "--out", "./bare"],
    "onto its own source",
    ({ write, read }) => {
      for (const name of ["model.json", "weights.bin"]) write(`bare/${name}`, read(`models/small/${name}`));
    },
  ),

  // data
  ...each("data", NO_SEEDS, (seed) => [`--seed=${seed}`, "--out", "o.npy"]),
  ...each("data", [
    "--noise=loud",
    "--noise=-1",
    "--noise=",
    "--noise=constructor",
    "--noise=1e300",
    "--grid=square",
    "--grid=valueOf",
    "--frequencies=",
    "--frequencies=a",
    "--frequencies=1,,3",
    "--frequencies=500",
    "--frequencies=-1",
    "--frequencies=0",
    "--frequencies=3,3",
    "--sample-rate=0",
    "--sample-rate=-1",
    "--sample-rate=1e300",
    "--sample-rate=x",
    "--duration=0",
    "--duration=1e9",
    "--duration=10000",
    "--duration=-3",
    "--duration=NaN",
    "--start=1e300",
    "--start=x",
    "--start=Infinity",
    "--start=1e12",
    "--amplitude=1",
    "--amplitude=1,2,3",
    "--amplitude=2,1",
    "--amplitude=0,1e39",
    "--amplitude=-1e300,1e300",
    "--amplitude=a,b",
    "--format=xml",
    "--format=constructor",
    "--format=",
    `--frequencies=${Array.from({ length: 400 }, (_, i) => i + 1)}`,
  ], (flag) => [flag, "--out", "o.npy"]),
  ...each(
    "data",
    [
      "",
      " ",
      "/",
      "models",
      LONG,
      `a/${LONG}`,
      "models/small/run.json/x.npy",
      "models/small/run.json",
      "models/half/rows.npy",
      "rows.txt",
      "a/../../rows.npy",
      "a\nb.npy",
      "/proc/x.npy",
    ],
    (out) => ["--out", out],
  ),
  ...all("data", ["--format", "csv", "--out", "o.npy"], ["--format", "npy", "--out", "o.csv"]),

  // diagnose: histories and evidence
  ...NO_RECORDS.map(([what, text]) =>
    corrupted("diagnose", ["h.json"], what, ({ write }) => write("h.json", text))
  ),
  ...[
    '{"train_loss": []}',
    '{"train_loss": [null, null]}',
    '{"train_loss": ["a"]}',
    '{"train_loss": "0.1"}',
    '{"train_loss": {}}',
    '{"train_loss": [[1], [2]]}',
    '{"train_loss": [1, 2], "hidden_size": -1}',
    '{"train_loss": [1, 2], "best_epoch": "x"}',
    '{"train_loss": [1, 2], "patience": 0}',
    '{"loss": [3, 2, 1], "loss": [1, 2, 3]}',
    '{"meta": {"learn_metrics": 5}, "iterations": [{"iteration": 0, "learn": [1]}]}',
    '{"meta": {"learn_metrics": [{"name": "RMSE"}]}, "iterations": [{"iteration": 0, "learn": ["a"]}]}',
    '{"recorder": 2, "learning_rate": -1}\n{"step": 0, "loss": 1}\n',
    '{"recorder": 2, "inputs": {"std": -2}}\n{"step": 0, "loss": 1}\n',
    '{"recorder": 2, "validation": {"rows": 4, "shared": 9}}\n{"step": 0, "loss": 1}\n',
    '{"recorder": 2}\n{"step": 0, "loss": 1, "gradient_norms": {"0": -1}}\n',
    '{"train_loss": [1,2], "train_loss_by_frequency": [[1],[1,2]]}',
    '{"log_history": []}',
    '{"log_history": 7}',
    "[1, [2]]",
    "[[]]",
    "[null]",
    "epoch,loss\n1,a\n",
    "epoch,loss\n",
    'epoch,"loss\n1,2\n',
  ].map((text) => corrupted("diagnose", ["h.json"], text, ({ write }) => write("h.json", text))),
  ...[
    '{"train_loss": [3, 2, 1], "clipped_share": [5, 5, 5]}',
    '{"train_loss": [3, 2, 1], "learning_rate": [-1, -1, -1]}',
    '{"train_loss": [3, 2, 1], "epoch_times": [1, -1, 1]}',
    '{"log_history": [{"epoch": 1, "loss": 2}, {"epoch": 1e300, "loss": 1}]}',
    '{"log_history": [{"epoch": -5, "loss": 2}, {"epoch": -4, "loss": 1}]}',
  ].map((text) => corrupted("diagnose", ["h.json"], text, ({ write }) => write("h.json", text))),
  ...all("diagnose", ["small", "--train", "__proto__"], ["small", "--validation", "toString"]),
  ...NO_RECORDS.filter(([what]) => what !== "an empty object").map(([what, text]) =>
    corrupted(
      "diagnose",
      ["small", "--evidence", "e.json"],
      `evidence: ${what}`,
      ({ write }) => write("e.json", text),
    )
  ),
  ...[
    '{"units": {"total": 4, "dead": 9}}',
    '{"units": {"total": 0, "dead": 0}}',
    '{"frozen": {"testMse": -1}}',
    '{"frozen": {}}',
    '{"targetVariance": 0}',
    '{"targetVariance": "0.5"}',
    '{"gates": {"input": {"closed": 0.9, "open": 0.9}, "forget": {"closed": 0, "open": 0}, "output": {"closed": 0, "open": 0}}}',
    '{"sharedRows": {"shared": 9, "test": 4}}',
    '{"frozen": {"testMse": 1, "gap": {"value": 1, "low": 3, "high": 2}}}',
    '{"unknown": 1}',
    '{"information": {"bits": -5, "nullBits": 1}}',
    '{"rowsByGroup": [-1]}',
    '{"rateProbes": [{"factor": 0, "testMse": 1}]}',
    '{"constructor": 1}',
    '{"targetVariance": 1, "targetVariance": 2}',
    '{"replicates": []}',
    '{"predictors": {"memoryless": 1, "windowed": {"steps": 0, "mse": 1}}}',
    '{"capacity": {"larger": {"hiddenSize": 0, "testMse": 1}}}',
  ].map((text) =>
    corrupted("diagnose", ["small", "--evidence", "e.json"], text, ({ write }) => write("e.json", text))
  ),
  ...paths("diagnose", (path) => ["small", "--evidence", path]),
  ...each("diagnose", ["", "abc", "-1", "0", "NaN", "Infinity"], (target) => ["small", `--target=${target}`]),
  ...each("diagnose", [...NO_COUNTS, "1e99"], (patience) => ["small", `--patience=${patience}`]),
  ...each(
    "diagnose",
    ["", "abc", "-1", "0", "NaN", "1e99", "604801"],
    (idle) => ["small", "--follow", `--idle=${idle}`],
  ),
  ...all(
    "diagnose",
    ["small", "--idle", "5"],
    ["-", "-"],
    ["small", "--metric", "score:higher", "--metric", "score:lower"],
    ["small", "small", "--html", "reports/two.html"],
    ["small", "--html", "reports/page.txt"],
    ["small", "--html", "models/small/page.html"],
    ["small", "--train", ""],
    ["small", "small", "--evidence", "e.json"],
  ),
  ...each("diagnose", ["/dev/zero", "/dev/null", "/proc/self/mem"], (path) => [path]),
  ...[8, 12, 40, 100].map((length) =>
    corrupted(
      "diagnose",
      ["events.out.tfevents.1"],
      `${length} bytes of an event file`,
      ({ write }) =>
        write(
          "events.out.tfevents.1",
          Uint8Array.from(
            { length },
            (_, i) => i === 0 ? 24 : i >= 12 && i < 24 ? "abrain.Event".charCodeAt(i - 12) : 7,
          ),
        ),
    )
  ),

  // watch
  ...each(
    "watch",
    [
      "",
      " ",
      "/",
      "models",
      LONG,
      "runs.json",
      "models/small/run.json",
      "models/small/page.html",
      "/dev/full",
    ],
    (save) => ["small", "--save", save],
  ),
  ...paths("watch", (path) => [path, "--save", "page.html"]),

  // cells and records of studies
  ...["models/small/seeds.json", "reports/seeds.txt"].flatMap((out) => [
    ...all("study_seeds", ["--seeds=1", "--epochs=1", "--out", out]),
    ...all("study_cell", ["seeds", '{"seed":1,"epochs":1}', "--out", out]),
  ]),
  ...OTHER_CELLS.map((record) =>
    corrupted(
      "study_seeds",
      ["--seeds=1", "--epochs=1", "--out", "reports/t/seeds.json"],
      `a cell's file: ${JSON.stringify(record)}`,
      ({ write }) => write("reports/t/cells/seed_1.json", JSON.stringify(record)),
    )
  ),
  ...OTHER_STUDIES.map((record) =>
    corrupted(
      "study_seeds",
      ["--seeds=1", "--epochs=1", "--out", "reports/t/seeds.json"],
      `the study's file: ${JSON.stringify(record)}`,
      ({ write }) => write("reports/t/seeds.json", JSON.stringify(record)),
    )
  ),
  corrupted(
    "study_cell",
    ["seeds", '{"seed": 1, "epochs": 1}', "--out", "reports/t/seeds.json"],
    "a study's file in the cell's place",
    ({ write }) => write("reports/t/seeds.json", JSON.stringify({ results: [SEED_RESULT] })),
  ),
  ...all(
    "study_cell",
    ["__proto__", "x"],
    ["seeds", ""],
    ["seeds", "[]"],
    ["seeds", '{"seed": -1, "epochs": 1}'],
    ["seeds", '{"seed": 1.5, "epochs": 1}'],
    ["seeds", '{"seed": 1, "epochs": 0}'],
    ["seeds", '{"seed": 1, "epochs": 1e9}'],
    ["seeds", '{"seed": 1, "seed": 2, "epochs": 1}'],
    ["seeds", '{"seed": 1, "epochs": 1}', "--quick"],
    ["seeds", '{"seed": 1, "epochs": 1}', "--by", ""],
    ["seeds", '{"seed": 1, "epochs": 1}', "--by", "\u001b[2J"],
    [
      "capacity",
      '{"way": "constructor", "noise": "literal", "hiddenSize": 8, "seed": 0, "onlineEpochs": 1, "share": 0.01}',
    ],
    [
      "capacity",
      '{"way": "windows", "noise": "literal", "hiddenSize": 1e9, "seed": 0, "onlineEpochs": 1, "share": 0.01}',
    ],
    ["noise", '{"learner": "memoryless", "phaseRange": -1, "seed": 0, "onlineEpochs": 1, "share": 0.01}'],
    ["beyond", '{"noise": "softened", "condition": "toString", "testSeed": 101}'],
    ["plan", '{"order": "toString", "seed": 1, "atMost": 1}'],
  ),

  // studies, benchmark, tensorboard, submission
  ...["study_seeds", "study_curriculum"].flatMap((task) =>
    ["seeds", "threads", ...(task === "study_seeds" ? ["epochs"] : [])].flatMap((flag) =>
      [...NO_COUNTS, "1e9"].map((value) => ({ task, args: [`--${flag}=${value}`] }))
    )
  ),
  ...each("study_curriculum", ["-1", "abc", "1e300", ""], (first) => [`--first=${first}`]),
  ...each("study_curriculum", ["loud", "", "constructor"], (noise) => ["--pytorch", noise]),
  ...["study_seeds", "study_curriculum", "bench"].flatMap((task) =>
    each(
      task,
      ["", " ", LONG, "/", "/proc/nowhere/x.json", "models/small/run.json/x.json"],
      (out) => ["--out", out],
    )
  ),
  ...each("study_capacity", ["loud", "-1"], (value) => ["--epochs", value]),
  ...each("tensorboard", ["", "0", "-1", "65536", "1.5", "abc"], (port) => [`--port=${port}`]),
  ...all(
    "submission",
    [],
    ["--name", "A"],
    ["--id", "1"],
    ["--name", "", "--id", "1"],
    ["--name", "A", "--id", ""],
    ["--name", "A", "--id", "../x"],
    ["--name", "A", "--id", "a b"],
    ["--name", "A", "--id", LONG],
    ["--name", "A", "--id", "1"],
  ),
];
