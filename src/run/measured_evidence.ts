/**
 * What probes measured on a run, `evidence.json` in its folder, bound to the weights they were measured on.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { naming, readIfThere } from "../boundary/mod.ts";
import type { Evidence } from "../monitor/mod.ts";
import { readEvidence } from "../monitor/readers/mod.ts";
import { validated } from "../training/configuration.ts";
import { writeJsonAtomically } from "./files.ts";
import { readModel } from "./record.ts";

const file = z.strictObject({ weightsSha256: z.string(), evidence: z.record(z.string(), z.unknown()) });

/** Where it lies. */
export function evidencePath(folder: string): string {
  return `${folder}/evidence.json`;
}

/** Writes the evidence with the hash of the folder's weights. */
export function writeMeasuredEvidence(folder: string, evidence: Evidence): void {
  writeJsonAtomically(evidencePath(folder), { weightsSha256: weightsHash(folder), evidence });
}

/**
 * The evidence in a run's folder. Measured on other weights than lie beside it now, it says nothing about this run: then
 * `evidence` is empty and `stale` true.
 *
 * @throws {TypeError} or {SyntaxError} naming the file when it is damaged
 */
export function readMeasuredEvidence(
  folder: string,
): { readonly evidence: Evidence; readonly stale: boolean } {
  const path = evidencePath(folder);
  const text = readIfThere(path);
  if (text === null) return { evidence: {}, stale: false };
  return naming(path, () => {
    const { weightsSha256, evidence } = validated(file, JSON.parse(text), "evidence");
    if (weightsSha256 !== weightsHash(folder)) return { evidence: {}, stale: true };
    return { evidence: readEvidence(JSON.stringify(evidence)), stale: false };
  });
}

/** SHA-256 of the weights as `model.json` names them. */
function weightsHash(folder: string): string {
  return createHash("sha256").update(readModel(folder).weightsBin).digest("hex");
}
