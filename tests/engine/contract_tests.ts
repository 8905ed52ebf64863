/**
 * What every engine must do, as one suite. An engine's own test file calls {@linkcode contractTests}.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { Engine, EngineState, UpdateOptions } from "../../src/engine/mod.ts";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { type Floats, initialise, TENSOR_NAMES, type Weights } from "../../src/model/mod.ts";
import { createGenerator } from "../../src/random/generator.ts";

/** How the engine under test is made. */
export type MakeEngine = (weights: Weights<Float32Array>) => Engine | Promise<Engine>;

/** Largest differences from the reference that an engine may show, for float32 arithmetic in another order. */
export interface Tolerances {
  /** Of outputs and losses. */
  readonly output: number;
  /** Of the gradient, relative to its norm. */
  readonly gradient: number;
  /** Of weights after a few updates. */
  readonly weights: number;
}

const SHAPE = { inputSize: 5, hiddenSize: 16, biases: 2 } as const;
const UPDATE: UpdateOptions = { learningRate: 1e-2, clipNorm: 1 };

const start = (shape: Weights["shape"] = SHAPE, seed = 1) => initialise(shape, { scheme: "pytorch", seed });

/** Rows as the exercise has them, with every input alive. */
function rows(count: number, seed = 7): { inputs: Float32Array; targets: Float32Array } {
  const { next } = createGenerator(seed);
  return {
    inputs: Float32Array.from({ length: count * 5 }, () => 2 * next() - 1),
    targets: Float32Array.from({ length: count }, () => 2 * next() - 1),
  };
}

/** Dropout as a caller draws it: p = 0.5. */
function mask(size: number): Float32Array {
  const { next } = createGenerator(9);
  return Float32Array.from({ length: size }, () => next() < 0.5 ? 0 : 2);
}

function assertClose(actual: Floats, expected: Floats, tolerance: number, what: string): void {
  assertEquals(actual.length, expected.length, what);
  const worst = Math.max(...Array.from(actual, (value, k) => Math.abs(value - expected[k])));
  assert(worst <= tolerance, `${what}: differs by ${worst}, allowed ${tolerance}`);
}

function assertWeightsClose(actual: Weights, expected: Weights, tolerance: number): void {
  for (const name of TENSOR_NAMES) assertClose(actual[name], expected[name], tolerance, name);
}

/** Registers the suite for one engine. */
export function contractTests(
  name: string,
  make: MakeEngine,
  tolerances: Tolerances,
  options: Partial<Deno.TestDefinition> = {},
): void {
  const test = (what: string, body: (create: MakeEngine) => void | Promise<void>) =>
    Deno.test({
      ...options,
      name: `${name}: ${what}`,
      fn: async () => {
        const made: Engine[] = [];
        try {
          await body(async (weights) => {
            const engine = await make(weights);
            made.push(engine);
            return engine;
          });
        } finally {
          made.forEach((engine) => engine.dispose());
        }
      },
    });

  /** Runs the same calls on the engine and on the reference and compares all that they know afterwards. */
  const agrees = async (
    create: MakeEngine,
    weights: Weights<Float32Array>,
    run: (engine: Engine) => Floats,
  ) => {
    const [engine, reference] = [await create(weights), createReferenceEngine(weights)];
    assertClose(run(engine), run(reference), tolerances.output, "losses");
    assertWeightsClose(engine.exportWeights(), reference.exportWeights(), tolerances.weights);
    const [state, expected] = [engine.exportState(), reference.exportState()];
    assertEquals(state.step, expected.step);
    assertClose(state.hidden, expected.hidden, tolerances.weights, "hidden");
    assertClose(state.cell, expected.cell, tolerances.weights, "cell");
    assertWeightsClose(state.firstMoments, expected.firstMoments, tolerances.gradient);
  };

  test("it starts from the weights given, with a reset optimiser and one lane of zero state", async (create) => {
    const weights = start();
    const engine = await create(weights);
    assertEquals(engine.shape, SHAPE);
    assertEquals(engine.exportWeights(), weights);
    const { step, hidden, cell, firstMoments } = engine.exportState();
    assertEquals([step, hidden, cell], [0, new Float32Array(16), new Float32Array(16)]);
    assert(firstMoments.weightHh.every((value) => value === 0));
  });

  test("predictions are the reference's, lane by lane, and change nothing", async (create) => {
    const engine = await create(start());
    const { inputs } = rows(60);
    const before = engine.exportState();
    for (const lanes of [1, 4]) {
      const expected = createReferenceEngine(start()).predict(inputs, { lanes });
      assertClose(engine.predict(inputs, { lanes }), expected, tolerances.output, `${lanes} lanes`);
    }
    assertEquals(engine.exportState(), before);
  });

  test("no rows give no predictions", async (create) => {
    assertEquals((await create(start())).predict(new Float32Array(0)).length, 0);
  });

  test("the gradient is the reference's, tensor by tensor, and changes nothing", async (create) => {
    const { inputs, targets } = rows(24);
    for (const lanes of [1, 3]) {
      const [engine, reference] = [await create(start()), createReferenceEngine(start())];
      for (const one of [engine, reference]) {
        one.resetCarriedState(lanes);
        one.trainWindow(inputs, targets, { ...UPDATE, lanes, learningRate: 0 }); // a carried state that is not zero
      }
      const before = engine.exportState();
      const [actual, expected] = [engine, reference].map((one) => one.gradient(inputs, targets, { lanes }));
      assertAlmostEquals(actual.loss, expected.loss, tolerances.output);
      const norm = Math.hypot(...TENSOR_NAMES.map((tensor) => Math.hypot(...expected.gradient[tensor])));
      for (const tensor of TENSOR_NAMES) {
        assertClose(actual.gradient[tensor], expected.gradient[tensor], tolerances.gradient * norm, tensor);
      }
      assertEquals(engine.exportState(), before);
    }
  });

  for (const biases of [1, 2] as const) {
    test(`online updates are the reference's with ${biases} bias vector(s)`, async (create) => {
      const { inputs, targets } = rows(30);
      const weights = start({ ...SHAPE, biases });
      await agrees(create, weights, (engine) => {
        const { losses, gradientNorms } = engine.trainOnline(inputs, targets, UPDATE);
        return Float32Array.of(...losses, ...gradientNorms);
      });
      if (biases === 2) return;
      const engine = await create(weights);
      engine.trainOnline(inputs, targets, { ...UPDATE, weightDecay: 0.1 });
      assertEquals(engine.exportWeights().biasHh, new Float32Array(64));
    });

    test(`window updates are the reference's with ${biases} bias vector(s)`, async (create) => {
      const { inputs, targets } = rows(5 * 4 * 3);
      await agrees(create, start({ ...SHAPE, biases }), (engine) => {
        engine.resetCarriedState(3);
        const seen: number[] = [];
        for (let window = 0; window < 5; window++) {
          const result = engine.trainWindow(
            inputs.subarray(window * 60, (window + 1) * 60),
            targets.subarray(window * 12, (window + 1) * 12),
            { ...UPDATE, lanes: 3 },
          );
          seen.push(result.loss, result.gradientNorm, ...result.lossByLane);
        }
        return Float32Array.from(seen);
      });
    });
  }

  const VARIANTS: readonly [string, UpdateOptions][] = [
    ["no clipping", { learningRate: 1e-2 }],
    ["a clip that always bites", { learningRate: 1e-2, clipNorm: 1e-3 }],
    ["weight decay", { learningRate: 1e-2, weightDecay: 0.1 }],
    ["other constants of Adam", { learningRate: 1e-2, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }],
    ["a dropout mask", { learningRate: 1e-2, outputMask: mask(24 * 16) }],
  ];
  for (const [variant, update] of VARIANTS) {
    test(`updates with ${variant} are the reference's, online and in windows`, async (create) => {
      const { inputs, targets } = rows(24);
      await agrees(create, start(), (engine) => engine.trainOnline(inputs, targets, update).losses);
      await agrees(create, start(), (engine) => {
        engine.resetCarriedState(4);
        return engine.trainWindow(inputs, targets, { ...update, lanes: 4 }).lossByLane;
      });
    });
  }

  test("outputs of loss weight zero do not count: what their targets are makes no difference", async (create) => {
    const { inputs, targets } = rows(24);
    const lossWeights = Float32Array.from(targets, (_, row) => row % 3 === 1 && row < 15 ? 0 : 1);
    const changed = targets.map((target, row) => lossWeights[row] === 0 ? 100 : target);
    const options = { ...UPDATE, lanes: 3, lossWeights };
    const results = [];
    for (const given of [targets, changed]) {
      const engine = await create(start());
      engine.resetCarriedState(3);
      results.push({ ...engine.trainWindow(inputs, given, options), weights: engine.exportWeights() });
    }
    assertEquals(results[0], results[1]);
    await agrees(create, start(), (engine) => {
      engine.resetCarriedState(3);
      const { loss, lossByLane } = engine.trainWindow(inputs, targets, options);
      return Float64Array.of(loss, ...lossByLane);
    });
    const engine = await create(start());
    engine.resetCarriedState(3);
    const none = { ...options, lossWeights: new Float32Array(24) };
    assertThrows(() => engine.trainWindow(inputs, targets, none), RangeError, "lossWeights");
  });

  test("an online sample is a window of one step and one lane", async (create) => {
    const { inputs, targets } = rows(20);
    const [online, windows] = [await create(start()), await create(start())];
    const { losses } = online.trainOnline(inputs, targets, UPDATE);
    targets.forEach((_, t) => {
      const { loss } = windows.trainWindow(inputs.subarray(5 * t, 5 * t + 5), targets.subarray(t, t + 1), {
        ...UPDATE,
        lanes: 1,
      });
      assertAlmostEquals(Math.fround(loss), losses[t], tolerances.output);
    });
    assertWeightsClose(windows.exportWeights(), online.exportWeights(), tolerances.weights);
  });

  test("the state is carried from call to call: one call or many give the same bytes", async (create) => {
    const { inputs, targets } = rows(20);
    const [whole, parts] = [await create(start()), await create(start())];
    whole.trainOnline(inputs, targets, UPDATE);
    for (const [from, to] of [[0, 1], [1, 8], [8, 20]]) {
      parts.trainOnline(inputs.subarray(5 * from, 5 * to), targets.subarray(from, to), UPDATE);
    }
    assertEquals(parts.exportState(), whole.exportState());
  });

  test("carried lanes do not mix, and a reset makes them zero", async (create) => {
    const { inputs, targets } = rows(8);
    const engine = await create(start());
    engine.resetCarriedState(2);
    engine.trainWindow(inputs, targets, { ...UPDATE, learningRate: 0, lanes: 2 });
    const { hidden } = engine.exportState();
    const alone = await create(start());
    const lane = (width: number, values: Float32Array, which: number) =>
      values.filter((_, at) => Math.floor(at / width) % 2 === which);
    alone.trainWindow(lane(5, inputs, 1), lane(1, targets, 1), { ...UPDATE, learningRate: 0, lanes: 1 });
    assertClose(hidden.subarray(16), alone.exportState().hidden, tolerances.output, "second lane");
    engine.resetCarriedState(3);
    assertEquals(engine.exportState().cell, new Float32Array(48));
  });

  test("an exported state resumes bit for bit, online and in windows", async (create) => {
    const { inputs, targets } = rows(24);
    const runs: ((engine: Engine) => void)[] = [
      (engine) => engine.trainOnline(inputs, targets, UPDATE),
      (engine) => engine.trainWindow(inputs, targets, { ...UPDATE, lanes: 1 }),
    ];
    for (const run of runs) {
      const original = await create(start());
      run(original);
      const saved: EngineState = original.exportState();
      const resumed = await create(start(SHAPE, 2));
      resumed.importState(saved);
      assertEquals(resumed.exportState(), saved);
      run(original);
      run(resumed);
      assertEquals(resumed.exportState(), original.exportState());
      assertEquals(resumed.predict(inputs), original.predict(inputs));
    }
  });

  test("an exported state is a copy", async (create) => {
    const engine = await create(start());
    const { inputs, targets } = rows(4);
    const state = engine.exportState();
    const kept = state.weights.weightHh.slice();
    engine.trainOnline(inputs, targets, UPDATE);
    assertEquals(state.weights.weightHh, kept);
    engine.exportWeights().weightHh.fill(0);
    assert(engine.exportWeights().weightHh.some((value) => value !== 0));
  });

  test("arguments of the wrong size are a TypeError that says what was needed", async (create) => {
    const engine = await create(start());
    const { inputs, targets } = rows(4);
    const refused = (call: () => unknown, message: string) => assertThrows(call, TypeError, message);
    refused(
      () => engine.trainOnline(inputs.subarray(1), targets, UPDATE),
      "inputs must be whole steps of 1 x 5 values, given: 19",
    );
    refused(() => engine.trainOnline(inputs, targets.subarray(1), UPDATE), "targets must have 4 values");
    refused(() => engine.trainOnline(new Float32Array(0), new Float32Array(0), UPDATE), "at least one step");
    refused(
      () => engine.trainOnline(inputs, targets, { ...UPDATE, outputMask: mask(3) }),
      "outputMask must have 64 values",
    );
    refused(
      () => engine.trainWindow(inputs, targets, { ...UPDATE, lanes: 3 }),
      "inputs must be whole steps of 3 x 5",
    );
    refused(
      () => engine.trainWindow(inputs, targets, { ...UPDATE, lanes: 2 }),
      "the carried state has 1 lanes, the window 2",
    );
    refused(() => engine.gradient(inputs, targets, { lanes: 2 }), "the carried state has 1 lanes");
    refused(() => engine.predict(inputs, { lanes: 3 }), "inputs must be whole steps of 3 x 5");
    const other = createReferenceEngine(start({ ...SHAPE, hiddenSize: 8 })).exportState();
    refused(() => engine.importState(other), "hiddenSize 8, the engine has 16");
  });

  test("numbers outside their range are a RangeError", async (create) => {
    const engine = await create(start());
    const { inputs, targets } = rows(4);
    for (
      const wrong of [{ learningRate: -1 }, { learningRate: NaN }, { clipNorm: 0 }, { weightDecay: -1 }, {
        beta2: 1,
      }, { epsilon: 0 }]
    ) {
      const [field] = Object.keys(wrong);
      assertThrows(
        () => engine.trainOnline(inputs, targets, { ...UPDATE, ...wrong }),
        RangeError,
        `${field} must be`,
      );
      assertThrows(
        () => engine.trainWindow(inputs, targets, { ...UPDATE, ...wrong, lanes: 1 }),
        RangeError,
        `${field} must be`,
      );
    }
    assertThrows(
      () => engine.predict(inputs, { lanes: 0 }),
      RangeError,
      "lanes must be a positive integer, given: 0",
    );
    assertThrows(() => engine.resetCarriedState(0), RangeError, "lanes must be a positive integer, given: 0");
  });
}
