/**
 * Whatever is configured: a record within its bounds, or one line that names the field.
 */
import { assert } from "@std/assert";
import fc from "fast-check";
import { choiceOption, countOption, listOption } from "../../src/cli/options.ts";
import { noiseOption } from "../../src/cli/signal_options.ts";
import { findRun } from "../../src/run/place.ts";
import { checkShape } from "../../src/model/mod.ts";
import { makeMixture, sampleCount, SIGNAL_DEFAULTS, signalConfiguration } from "../../src/signal/mod.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import { curriculumConfiguration } from "../../src/training/curriculum_configuration.ts";
import { altered, property, readOrRefused } from "./fuzz.ts";

property(
  "signal: every configuration that is taken makes finite samples",
  altered(SIGNAL_DEFAULTS),
  (options) => {
    if (typeof options !== "object" || options === null) return;
    const signal = readOrRefused(() => signalConfiguration(options));
    if (signal === undefined || sampleCount(signal) > 50_000) return;
    assert(makeMixture(signal).mixture.every(Number.isFinite));
  },
);

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e300, -0, 2 ** 53, 1e-300));
property(
  "sizes: a shape that is taken fits in memory",
  fc.tuple(number, number, fc.constantFrom(0, 1, 2, 3)),
  (given) => {
    const [inputSize, hiddenSize, biases] = given;
    const shape = readOrRefused(() => checkShape({ inputSize, hiddenSize, biases: biases as 1 | 2 }));
    if (shape !== undefined) assert(4 * shape.hiddenSize * (shape.inputSize + shape.hiddenSize) <= 20e6);
  },
);

const online = onlineConfiguration({});
property("online configuration", altered(online), (given) => {
  const read = readOrRefused(() => onlineConfiguration(given));
  if (read !== undefined) assert(read.hiddenSize % 8 === 0 && read.epochs <= 100_000);
});

const curriculum = curriculumConfiguration({ noise: "softened" });
property("curriculum configuration", altered(curriculum), (given) => {
  const read = readOrRefused(() => curriculumConfiguration(given));
  if (read !== undefined) assert(read.stages.length > 0);
});

const word = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double().map(String),
  fc.constantFrom("constructor", "__proto__", "", " ", "1e999", "-0", "0x10", "Infinity", "1,2", ",", "1,,2"),
);
for (
  const [name, parse] of Object.entries({
    count: countOption(64),
    choice: choiceOption(["a", "b"]),
    list: listOption,
    noise: noiseOption,
    "run's folder": (text: string) => findRun(text),
  })
) {
  property(`option: ${name}`, word, (text) => {
    try {
      parse(text);
    } catch (error) {
      assert(
        error instanceof RangeError || (error as { code?: string }).code === "commander.invalidArgument",
      );
    }
  });
}
