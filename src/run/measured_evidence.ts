/**
 * What probes measured on a run, `evidence.json` in its folder, bound to the weights they were measured on.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { naming, parseJson, readIfThere, validated } from "../boundary/mod.ts";
import type { Evidence } from "../monitor/mod.ts";
import { evidenceSchema } from "../monitor/readers/evidence.ts";
import { writeJsonAtomically } from "./files.ts";
import { readModel } from "./record.ts";

/** Seconds that measuring the network, and all of the probing, took. */
const tookSchema = z.strictObject({ evaluate: z.number().min(0), probe: z.number().min(0) });

/** How long the commands took that made the evidence. */
export type Took = Readonly<z.output<typeof tookSchema>>;

const file = z.strictObject({
  weightsSha256: z.string(),
  seconds: tookSchema.optional(), // older files do not say
  evidence: evidenceSchema,
});

/** Where it lies. */
export function evidencePath(folder: string): string {
  return `${folder}/evidence.json`;
}

/** Writes the evidence with the hash of the folder's weights and how long it took. */
export function writeMeasuredEvidence(folder: string, evidence: Evidence, seconds: Took): void {
  writeJsonAtomically(evidencePath(folder), { weightsSha256: weightsHash(folder), seconds, evidence });
}

/**
 * The evidence in a run's folder. Measured on other weights than lie beside it now, it says nothing about this run: then
 * `evidence` is empty and `stale` true.
 *
 * @throws {TypeError} or {SyntaxError} naming the file when it is damaged
 */
export function readMeasuredEvidence(
  folder: string,
): { readonly evidence: Evidence; readonly stale: boolean; readonly seconds?: Took } {
  const path = evidencePath(folder);
  const text = readIfThere(path);
  if (text === null) return { evidence: {}, stale: false };
  const { weightsSha256, evidence, seconds } = validated(file, naming(path, () => parseJson(text)), path);
  const stale = weightsSha256 !== weightsHash(folder);
  return { evidence: stale ? {} : evidence, stale, ...(seconds && { seconds }) };
}

/** SHA-256 of the weights as `model.json` names them. */
function weightsHash(folder: string): string {
  return createHash("sha256").update(readModel(folder).weightsBin).digest("hex");
}
