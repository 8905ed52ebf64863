import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { probeRecurrentEigenvalues, stepJacobian } from "../../../src/evaluation/probes/mod.ts";
import { initialise, stepCell } from "../../../src/model/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";
import { CLOCK, FILTER, ROTATIONS, SIGNAL } from "./known_networks.ts";

const inputs = makeRows(SIGNAL).inputs.subarray(0, 5 * 300);

Deno.test("the Jacobian of a step equals central differences", () => {
  const weights = initialise({ inputSize: 5, hiddenSize: 4, biases: 2 }, { scheme: "pytorch", seed: 1 });
  const input = [0.3, 0, 1, 0, 0];
  const point = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8];
  const run = (state: readonly number[]) => {
    const { hidden, cell } = stepCell(weights, input, { hidden: state.slice(0, 4), cell: state.slice(4) });
    return [...hidden, ...cell];
  };
  const before = { hidden: point.slice(0, 4), cell: point.slice(4) };
  const jacobian = stepJacobian(weights, before, stepCell(weights, input, before));
  for (let column = 0; column < 8; column++) {
    const shifted = (by: number) => run(point.map((value, k) => k === column ? value + by : value));
    const [above, below] = [shifted(1e-6), shifted(-1e-6)];
    above.forEach((value, row) =>
      assertAlmostEquals(jacobian.get(row, column), (value - below[row]) / 2e-6, 1e-8)
    );
  }
});

Deno.test("a clock turns by the targets' rotations", () => {
  const { eigenvalues, targets, nearestDistance } = probeRecurrentEigenvalues(CLOCK, inputs, ROTATIONS, [
    50,
    250,
  ]);
  assertEquals(eigenvalues.map(({ length }) => length), [24, 24]);
  assertAlmostEquals(targets[0].im, Math.sin(2 * Math.PI / 100), 1e-15);
  for (const distance of nearestDistance) assert(distance < 1e-4, `${distance}`);
});

Deno.test("a filter turns by the same angles, inside the circle by its forgetting", () => {
  const { eigenvalues: [values] } = probeRecurrentEigenvalues(FILTER, inputs, ROTATIONS, [250]);
  const angles = values.slice(0, 8).filter(({ im }) => im > 0).map(({ re, im }) =>
    Math.atan2(im, re) * 100 / (2 * Math.PI)
  );
  angles.toSorted((a, b) => a - b).forEach((hertz, k) => assertAlmostEquals(hertz, [1, 3, 5, 7][k], 0.1));
  for (const { re, im } of values.slice(0, 8)) assertAlmostEquals(-1 / Math.log(Math.hypot(re, im)), 40, 5);
});

Deno.test("a step outside the recording is refused", () => {
  assertThrows(
    () => probeRecurrentEigenvalues(CLOCK, inputs, ROTATIONS, [300]),
    RangeError,
    "times must be steps from 1 to 299, given: 300",
  );
});
