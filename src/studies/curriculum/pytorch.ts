/**
 * The curriculum's recipe in PyTorch, for comparison.
 *
 * @module
 */
import { isFile, requirePermissions } from "../../boundary/mod.ts";
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { readJson } from "../../run/files.ts";
import { curriculumConfiguration } from "../../training/curriculum_configuration.ts";
import type { CurvePoint } from "./cell.ts";

const PYTHON = ".cache/parity/bin/python";

/** One training. */
export interface PyTorchCurve {
  readonly noise: NoiseName;
  readonly torch: string;
  readonly threads: number;
  readonly seconds: number;
  readonly curve: readonly CurvePoint[];
}

/** Says at once, and not after all the training, that there is no PyTorch, or that it may not be started. */
export function refuseWithoutPyTorch(): void {
  requirePermissions({ name: "run", command: PYTHON });
  if (!isFile(PYTHON)) throw new RangeError(`--pytorch needs ${PYTHON}; run \`deno task parity-python\``);
}

/** The curves that a study's file holds already. */
export function readPyTorchCurves(file: string): readonly PyTorchCurve[] {
  try {
    return (readJson(file) as { readonly pytorch?: readonly PyTorchCurve[] }).pytorch ?? [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Trains one seed on one noise preset, on one thread. */
export async function trainInPyTorch(seed: number, noise: NoiseName): Promise<PyTorchCurve> {
  const process = new Deno.Command(PYTHON, {
    args: ["python/curriculum_pytorch.py", "1"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify(curriculumConfiguration({ noise, seed }))));
  await input.close();
  const { success, stdout, stderr } = await process.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new RangeError(`PyTorch could not run the recipe: ${text(stderr).split("\n").at(-1)}`);
  return { noise, ...JSON.parse(text(stdout)) };
}

/** The curves with fresh ones in the places of their presets. */
export function replaceCurves(
  before: readonly PyTorchCurve[],
  fresh: readonly PyTorchCurve[],
): readonly PyTorchCurve[] {
  const kept = before.filter(({ noise }) => !fresh.some((curve) => curve.noise === noise));
  return [...kept, ...fresh].toSorted((a, b) => NOISE_NAMES.indexOf(a.noise) - NOISE_NAMES.indexOf(b.noise));
}
