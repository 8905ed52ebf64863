import { assertEquals, assertThrows } from "@std/assert";
import { initialise, modelFiles, readGraph, weightsFromFiles } from "../../src/model/mod.ts";

const network = initialise({ inputSize: 5, hiddenSize: 8, biases: 1 }, { scheme: "keras", seed: 1 });
const saved = modelFiles(network).modelJson;

/** The saved graph with one value replaced; `undefined` removes it. */
function changed(path: string, value: unknown): string {
  const model = JSON.parse(saved);
  const keys = path.split(".");
  const inner = keys.slice(0, -1).reduce((at, key) => at[key], model);
  inner[keys[keys.length - 1]] = value;
  return JSON.stringify(model);
}
const LSTM = "modelTopology.config.layers.0", DENSE = "modelTopology.config.layers.1";

Deno.test("tfjs graph: the shape, and where the weights lie", () => {
  assertEquals(readGraph(saved), { shape: network.shape, paths: ["weights.bin"] });
  assertEquals(readGraph(changed("weightsManifest.0.paths", ["group1-shard1of2.bin", "more/b.bin"])).paths, [
    "group1-shard1of2.bin",
    "more/b.bin",
  ]);
});

Deno.test("tfjs graph: what other writers write is read too", () => {
  const { layers } = JSON.parse(saved).modelTopology.config;
  const input = { class_name: "InputLayer", config: { batch_input_shape: [1, 1, 5] } };
  const dropout = { class_name: "Dropout", config: { rate: 0.2 } };
  const several = [input, layers[0], dropout, layers[1]];
  for (
    const text of [
      changed("modelTopology", { model_config: JSON.parse(saved).modelTopology }), // the Keras converter's nesting
      changed("modelTopology.config", layers), // Keras before 2.2.3
      changed("modelTopology.config.layers", several),
      changed("userDefinedMetadata", undefined),
      changed(`${LSTM}.config.stateful`, true),
      changed("weightsManifest.0.weights.0.name", "sequential/lstm/lstm_cell/kernel"),
      `\uFEFF${saved.replaceAll("\n", "\r\n")}`,
    ]
  ) assertEquals(weightsFromFiles({ ...modelFiles(network), modelJson: text }).weightIh, network.weightIh);
});

Deno.test("tfjs graph: a network that is not ours is refused by the field that tells", () => {
  const cases: [string, unknown, string][] = [
    [`${LSTM}.class_name`, "GRU", "the layers must be LSTM and Dense, given: GRU, Dense"],
    [`${LSTM}.class_name`, "SimpleRNN", "given: SimpleRNN, Dense"],
    [`${LSTM}.class_name`, "Bidirectional", "given: Bidirectional, Dense"],
    [`${DENSE}.class_name`, "LSTM", "given: LSTM, LSTM"],
    ["modelTopology.config.layers", [], "given: none"],
    ["modelTopology.class_name", "Functional", "modelTopology"],
    ["format", "graph-model", "format"],
    [`${LSTM}.config.activation`, "relu", 'LSTM activation must be tanh, given: "relu"'],
    [`${LSTM}.config.recurrent_activation`, "hard_sigmoid", "recurrent_activation must be sigmoid"],
    [`${LSTM}.config.recurrent_activation`, undefined, "recurrent_activation must be sigmoid, given: null"],
    [`${LSTM}.config.go_backwards`, true, "LSTM go_backwards must be false, given: true"],
    [`${LSTM}.config.use_bias`, false, "LSTM use_bias must be true"],
    [
      `${LSTM}.config.batch_input_shape`,
      [null, null, 7],
      "LSTM batch_input_shape must end in 5 as its kernel says",
    ],
    [`${LSTM}.config.batch_input_shape`, [null, 5], "LSTM batch_input_shape must end in 5"],
    [`${LSTM}.config.batch_shape`, "5", "LSTM batch_shape must end in 5"],
    [`${LSTM}.config.units`, 16, "LSTM units must be 8 as its weights say, given: 16"],
    [`${DENSE}.config.activation`, "sigmoid", "Dense activation must be linear"],
    [`${DENSE}.config.use_bias`, false, "Dense use_bias must be true"],
    [`${DENSE}.config.units`, 2, "Dense units must be 1, given: 2"],
    ["weightsManifest.0.weights.0.dtype", "int32", "weightsManifest.0.weights.0.dtype"],
    ["weightsManifest.0.weights.0.quantization", { dtype: "uint8" }, "quantised weights cannot be read"],
    ["weightsManifest.0.weights.0.shape", [5, 24], "LSTM units must be 6"],
    ["weightsManifest.0.weights.0.shape", [1e9, 4e9], "parameters"],
    ["weightsManifest.0.weights.0.shape", [5.5, 32], "weightsManifest.0.weights.0.shape.0"],
    ["weightsManifest.0.weights.1.shape", [5, 32], "weights of shapes"],
    ["weightsManifest.0.weights.1.name", "lstm/kernel", "weights kernel, recurrent_kernel, bias"],
    ["weightsManifest", [], "weightsManifest"],
  ];
  for (const [path, value, message] of cases) {
    assertThrows(() => readGraph(changed(path, value)), TypeError, message);
  }
});

Deno.test("tfjs graph: weights that are not in the model's folder are refused", () => {
  for (
    const path of [
      "../weights.bin",
      "a/../../b",
      "/etc/passwd",
      "https://example.org/w.bin",
      "C:\\w.bin",
      "",
      ".",
    ]
  ) {
    const text = changed("weightsManifest.0.paths", [path]);
    assertThrows(() => readGraph(text), TypeError, "must lie in the model's folder");
  }
});

Deno.test("tfjs graph: text that is no model is refused in one line, however it is broken", () => {
  for (const text of ["", "null", "[]", "7", '"a"', "{}", "[".repeat(100_000), saved.slice(0, -5)]) {
    const error = assertThrows(() => readGraph(text), TypeError, "model.json");
    assertEquals(error.message.split("\n").length, 1);
  }
});
