import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Lane, windowGradient } from "../../../src/engine/reference/backward.ts";
import { readOut, stepCell, zeroState } from "../../../src/model/cell.ts";
import { initialise, mapTensors, TENSOR_NAMES, type Weights } from "../../../src/model/mod.ts";
import { createGenerator } from "../../../src/random/generator.ts";

const SHAPE = { inputSize: 5, hiddenSize: 6, biases: 2 } as const;
const STEPS = 7;

/** The weights in float64, larger than usual so that every gate bends. */
function bentWeights(): Weights<Float64Array> {
  const weights = initialise(SHAPE, { scheme: "pytorch", seed: 4 });
  return mapTensors(SHAPE, (name) => Float64Array.from(weights[name], (value) => 2 * value));
}

function randomLane(seed: number, withMask: boolean): Lane {
  const { next } = createGenerator(seed);
  const draw = (length: number) => Float64Array.from({ length }, () => 2 * next() - 1);
  const inputs = Array.from({ length: STEPS }, () => draw(5));
  const masks = Array.from({ length: STEPS }, () => draw(6).map((value) => value < 0 ? 0 : 2));
  return {
    input: (t) => inputs[t],
    targets: draw(STEPS),
    start: { hidden: draw(6), cell: draw(6) },
    mask: withMask ? (t) => masks[t] : undefined,
  };
}

const loss = (weights: Weights<Float64Array>, lanes: readonly Lane[]) => {
  const { lossByLane } = windowGradient(weights, lanes);
  return lossByLane.reduce((sum, value) => sum + value, 0) / lanes.length;
};

for (const withMask of [false, true]) {
  for (const name of TENSOR_NAMES) {
    Deno.test(`gradient of ${name} equals central differences${withMask ? " under a dropout mask" : ""}`, () => {
      const weights = bentWeights();
      const lanes = [randomLane(1, withMask), randomLane(2, withMask)];
      const { gradient } = windowGradient(weights, lanes);
      const delta = 1e-5;
      const differences = weights[name].map((value, k) => {
        const at = (shifted: number) => {
          weights[name][k] = shifted;
          const result = loss(weights, lanes);
          weights[name][k] = value;
          return result;
        };
        return (at(value + delta) - at(value - delta)) / (2 * delta);
      });
      differences.forEach((difference, k) => assertAlmostEquals(gradient[name][k], difference, 1e-9));
    });
  }
}

Deno.test("the loss and the end state are those of the cell going forward", () => {
  const weights = bentWeights();
  const lane = randomLane(3, false);
  let state = lane.start;
  let sum = 0;
  for (let t = 0; t < STEPS; t++) {
    state = stepCell(weights, lane.input(t), state);
    sum += (readOut(weights, state.hidden) - lane.targets[t]) ** 2;
  }
  const { lossByLane, ends } = windowGradient(weights, [lane]);
  assertAlmostEquals(lossByLane[0], sum / STEPS, 1e-15);
  assertEquals([...ends[0].hidden as Float64Array], [...state.hidden as Float64Array]);
});

Deno.test("the second bias vector has no gradient where only one is trained", () => {
  const weights = { ...bentWeights(), shape: { ...SHAPE, biases: 1 as const } };
  const { gradient } = windowGradient(weights, [{ ...randomLane(1, false), start: zeroState(6) }]);
  assertEquals(gradient.biasHh, new Float64Array(24));
});
