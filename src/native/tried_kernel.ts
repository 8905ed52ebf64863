/**
 * The kernel for this machine: built, tried, and put where `auto` finds it.
 *
 * @module
 */
import type { Engine } from "../engine/mod.ts";
import { createNativeEngine } from "../engine/native/engine.ts";
import { LIBRARY, openLibrary } from "../engine/native/library.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { initialise } from "../model/mod.ts";
import { buildLibrary } from "./kernel_library.ts";
import { SetupError } from "./run.ts";
import { createGenerator } from "../random/generator.ts";

/**
 * Builds the library unless the one that is there can be used.
 *
 * @returns what there is now, in one line
 * @throws {SetupError} when it cannot be built, or does not compute what the reference does
 */
export async function setUpKernel(): Promise<string> {
  if (openLibrary().state === "ready") return await tried(LIBRARY, "ready");
  const { path, compiler } = buildLibrary(LIBRARY.slice(0, LIBRARY.lastIndexOf("/")));
  const line = await tried(path, `built with ${compiler}`);
  Deno.renameSync(path, LIBRARY);
  return line;
}

/** @throws {SetupError} when the library is not there, cannot be used, or computes nonsense */
export async function checkKernel(): Promise<string> {
  const opened = openLibrary();
  if (opened.state !== "ready") throw new SetupError(opened.why);
  return await tried(LIBRARY, "ready");
}

/** Losses of online updates and of windows; those of an engine may differ from the reference's by float32's rounding. */
function losses(engine: Engine): number[] {
  const { next } = createGenerator(1);
  const [steps, lanes] = [20, 4];
  const inputs = Float32Array.from({ length: steps * lanes * 5 }, () => 2 * next() - 1);
  const targets = Float32Array.from({ length: steps * lanes }, () => 2 * next() - 1);
  const update = { learningRate: 1e-3, clipNorm: 1 };
  const online = engine.trainOnline(inputs, targets, update).losses;
  engine.resetCarriedState(lanes);
  const windows = Array.from(
    { length: 5 },
    () => engine.trainWindow(inputs, targets, { ...update, lanes }).loss,
  );
  return [...online, ...windows];
}

async function tried(library: string, what: string): Promise<string> {
  const weights = initialise({ inputSize: 5, hiddenSize: 24, biases: 2 }, { scheme: "pytorch", seed: 1 });
  const native = await createNativeEngine(weights, 1, library);
  const expected = losses(createReferenceEngine(weights));
  const worst = Math.max(...losses(native).map((loss, n) => Math.abs(loss - expected[n])));
  if (!(worst < 1e-5)) throw new SetupError(`the native kernel computes nonsense: losses differ by ${worst}`);
  return `native kernel ${what} (${native.backend}): its losses are the reference's to ${
    worst.toExponential(0)
  }`;
}
