/**
 * The curriculum's recipe in PyTorch, for comparison.
 *
 * @module
 */
import { z } from "zod";
import { isFile, isThere, requirePermissions, validated } from "../../boundary/mod.ts";
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { readJson } from "../../run/files.ts";
import { curriculumConfiguration } from "../../training/curriculum_configuration.ts";
import { noise, seconds } from "../fields.ts";
import { askProgram, INTERPRETER } from "../python.ts";
import { curve } from "./cell.ts";

const pytorchCurve = z.strictObject({
  noise,
  torch: z.string().max(200),
  threads: z.number().int().positive(),
  seconds,
  curve,
});

/** One training. */
export type PyTorchCurve = Readonly<z.output<typeof pytorchCurve>>;

/** Says at once, and not after all the training, that there is no PyTorch, or that it may not be started. */
export function refuseWithoutPyTorch(): void {
  requirePermissions({ name: "run", command: INTERPRETER });
  if (!isFile(INTERPRETER)) {
    throw new RangeError(`--pytorch needs ${INTERPRETER}; run \`deno task parity-python\``);
  }
}

/** The curves that a study's file holds already. */
export function readPyTorchCurves(file: string): readonly PyTorchCurve[] {
  return isThere(file) ? pytorchCurvesIn(readJson(file), file) : [];
}

/** The curves in what a study's file holds. */
export function pytorchCurvesIn(contents: unknown, file: string): readonly PyTorchCurve[] {
  return validated(z.looseObject({ pytorch: z.array(pytorchCurve).default([]) }), contents, file).pytorch;
}

/** Trains one seed on one noise preset, on one thread. */
export async function trainInPyTorch(seed: number, noise: NoiseName): Promise<PyTorchCurve> {
  const configuration = curriculumConfiguration({ noise, seed, testEvery: 1 });
  const answer = await askProgram(["python/curriculum_pytorch.py", "1"], configuration);
  const { version: torch, ...others } = Object(answer);
  return validated(pytorchCurve, { noise, torch, ...others }, "PyTorch's answer");
}

/** The curves with fresh ones in the places of their presets. */
export function replaceCurves(
  before: readonly PyTorchCurve[],
  fresh: readonly PyTorchCurve[],
): readonly PyTorchCurve[] {
  const kept = before.filter(({ noise }) => !fresh.some((curve) => curve.noise === noise));
  return [...kept, ...fresh].toSorted((a, b) => NOISE_NAMES.indexOf(a.noise) - NOISE_NAMES.indexOf(b.noise));
}
