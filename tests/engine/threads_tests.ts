/**
 * What threads of the kernel must do in every build. A build's own test file calls {@linkcode threadsTests}.
 */
import { assertEquals, assertRejects } from "@std/assert";
import type { Engine } from "../../src/engine/mod.ts";
import { initialise, type Weights } from "../../src/model/mod.ts";
import { createGenerator } from "../../src/random/generator.ts";

const canRead = Deno.permissions.querySync({ name: "read" }).state === "granted";
const needsRead = canRead ? "" : " (needs --allow-read)";

/** The same numbers at every call. */
function draw(length: number): Float32Array {
  const { next } = createGenerator(3);
  return Float32Array.from({ length }, () => 2 * next() - 1);
}
const weights = (hiddenSize = 64) =>
  initialise({ inputSize: 5, hiddenSize, biases: 2 }, { scheme: "pytorch", seed: 1 });

/** What comes out of online steps, of windows on an odd number of lanes, longer than a chunk, and of a prediction. */
function train(engine: Engine) {
  const online = [undefined, 0.1].map((weightDecay) =>
    engine.trainOnline(draw(5 * 1200), draw(1200), {
      learningRate: 1e-3,
      clipNorm: 1,
      weightDecay,
      outputMask: weightDecay ? draw(1200 * engine.shape.hiddenSize) : undefined,
    })
  );
  const [lanes, steps] = [11, 60];
  const [inputs, targets] = [draw(steps * lanes * 5), draw(steps * lanes)];
  const outputMask = Float32Array.from({ length: steps * lanes * engine.shape.hiddenSize }, (_, k) => k % 3);
  engine.resetCarriedState(lanes);
  const windows = Array.from(
    { length: 20 },
    (_, n) =>
      engine.trainWindow(inputs, targets, {
        learningRate: 1e-3,
        clipNorm: 1,
        lanes,
        outputMask: n % 2 ? outputMask : undefined,
      }),
  );
  return {
    online,
    windows,
    gradient: engine.gradient(inputs, targets, { lanes }),
    outputs: engine.predict(inputs, { lanes }),
    state: engine.exportState(),
  };
}

/** Registers the suite for one build of the kernel. */
export function threadsTests(
  name: string,
  create: (weights: Weights<Float32Array>, threads: number) => Promise<Engine>,
  options: Partial<Deno.TestDefinition> = {},
): void {
  for (const [threads, hiddenSize] of [[2, 64], [3, 64], [2, 72]]) {
    Deno.test({
      name: `${name}: ${threads} threads give the bytes of one, ${hiddenSize} units${needsRead}`,
      ignore: !canRead || options.ignore === true,
      fn: async () => {
        const engine = await create(weights(hiddenSize), threads);
        assertEquals(engine.backend.endsWith(`, ${threads} threads`), true);
        const many = train(engine);
        engine.dispose();
        assertEquals(many, train(await create(weights(hiddenSize), 1)));
      },
    });
  }

  Deno.test({
    name: `${name}: threads go on with another window and another number of lanes${needsRead}`,
    ignore: !canRead || options.ignore === true,
    fn: async () => {
      const [one, two] = [await create(weights(), 1), await create(weights(), 2)];
      for (const [steps, lanes] of [[40, 4], [3, 16], [1, 1]]) {
        const [inputs, targets] = [draw(steps * lanes * 5), draw(steps * lanes)];
        const [a, b] = [one, two].map((engine) => {
          engine.resetCarriedState(lanes);
          return engine.trainWindow(inputs, targets, { learningRate: 1e-3, lanes });
        });
        assertEquals(b, a);
      }
      two.dispose();
    },
  });

  Deno.test({
    ...options,
    name: `${name}: a number of threads that is no positive integer is refused`,
    fn: async () => {
      for (const threads of [0, -1, 1.5]) {
        await assertRejects(() => create(weights(), threads), RangeError, "threads must be");
      }
    },
  });
}
