/**
 * The engines against PyTorch's `nn.LSTM`, `clip_grad_norm_` and `optim.Adam`: the same losses and gradient norms,
 * update by update. Data and initial weights are made from seeds on both sides (python/fixtures/make_pytorch_losses.py).
 */
import { assert, assertEquals } from "@std/assert";

import { createEngine, type Engine } from "../../src/engine/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { makeRows } from "../../src/signal/mod.ts";
import { needsLibrary } from "../engine/native/needs_library.ts";
import fixture from "./fixtures/pytorch_losses.json" with { type: "json" };

const LOSS_TOLERANCE = 1e-5;
/** The norm goes with the error, the loss with its square; so float32 rounding shows more in the norm. */
const NORM_TOLERANCE = 1e-4;
const { samples, inputs, targets } = makeRows({ noise: "literal", seed: 1 });

interface Sequence {
  readonly losses: Float32Array;
  readonly gradientNorms: Float32Array;
}

function trainOnline(engine: Engine): Sequence {
  const { learning_rate: learningRate, clip_norm: clipNorm, updates } = fixture.online;
  return engine.trainOnline(inputs.subarray(0, 5 * updates), targets.subarray(0, updates), {
    learningRate,
    clipNorm,
  });
}

function trainWindows(engine: Engine): Sequence {
  const { learning_rate: learningRate, clip_norm: clipNorm, steps, updates } = fixture.windows;
  engine.resetCarriedState(4);
  const results = Array.from({ length: updates }, (_, update) => {
    const window = { inputs: new Float32Array(steps * 4 * 5), targets: new Float32Array(steps * 4) };
    for (let t = 0; t < steps; t++) {
      for (let lane = 0; lane < 4; lane++) {
        const row = lane * samples + update * steps + t;
        window.inputs.set(inputs.subarray(5 * row, 5 * row + 5), (t * 4 + lane) * 5);
        window.targets[t * 4 + lane] = targets[row];
      }
    }
    return engine.trainWindow(window.inputs, window.targets, { learningRate, clipNorm, lanes: 4 });
  });
  return {
    losses: Float32Array.from(results, ({ loss }) => loss),
    gradientNorms: Float32Array.from(results, ({ gradientNorm }) => gradientNorm),
  };
}

function assertClose(actual: Float32Array, base64: string, tolerance: number, what: string): void {
  const expected = new Float32Array(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);
  assertEquals(actual.length, expected.length);
  const worst = Math.max(...actual.map((value, k) => Math.abs(value - expected[k])));
  assert(worst < tolerance, `${what} differ by up to ${worst} of values up to ${Math.max(...expected)}`);
}

for (const name of ["fused", "native", "reference"] as const) {
  const { ignore, suffix } = name === "native" ? needsLibrary : { ignore: false, suffix: "" };
  for (const { hidden_size: hiddenSize, online, windows } of fixture.cases) {
    const weights = initialise({ inputSize: 5, hiddenSize, biases: 2 }, {
      scheme: "pytorch",
      seed: fixture.seed,
    });
    const regimes = [
      { regime: "2000 online updates", expected: online, train: trainOnline },
      { regime: "100 window updates", expected: windows, train: trainWindows },
    ];
    for (const { regime, expected, train } of regimes) {
      const what = `losses and gradient norms of ${regime} are PyTorch's`;
      Deno.test(`${name}, ${hiddenSize} units: ${what}${suffix}`, { ignore }, async () => {
        const engine = await createEngine(name, weights);
        const { losses, gradientNorms } = train(engine);
        engine.dispose();
        assertClose(losses, expected.losses, LOSS_TOLERANCE, "losses");
        assertClose(gradientNorms, expected.gradient_norms, NORM_TOLERANCE, "gradient norms");
      });
    }
  }
}
