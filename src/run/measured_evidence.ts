/**
 * What probes measured on a run, `evidence.json` in its folder, bound to the weights they were measured on.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { isThere, naming, parseJson, validated } from "../boundary/mod.ts";
import type { Evidence } from "../monitor/mod.ts";
import { evidenceSchema } from "../monitor/readers/evidence.ts";
import { readModel } from "./record.ts";
import { addSummed, readSummedText } from "./sums.ts";

/** Seconds that measuring the network, and all of the probing, took. */
const tookSchema = z.strictObject({ evaluate: z.number().min(0), probe: z.number().min(0) });

/** How long the commands took that made the evidence. */
export type Took = Readonly<z.output<typeof tookSchema>>;

const file = z.strictObject({
  weightsSha256: z.string(),
  seconds: tookSchema.optional(), // older files do not say
  evidence: evidenceSchema,
});

const FILE = "evidence.json";

/** Where it lies. */
export function evidencePath(folder: string): string {
  return `${folder}/${FILE}`;
}

/** Writes the evidence with the hash of the folder's weights and how long it took. */
export function writeMeasuredEvidence(folder: string, evidence: Evidence, seconds: Took): void {
  const contents = { weightsSha256: weightsHash(folder), seconds, evidence };
  addSummed(folder, FILE, `${JSON.stringify(contents, null, 1)}\n`);
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
  if (!isThere(path)) return { evidence: {}, stale: false };
  const text = readSummedText(folder, FILE);
  const { weightsSha256, evidence, seconds } = validated(file, naming(path, () => parseJson(text)), path);
  const stale = weightsSha256 !== weightsHash(folder);
  return { evidence: stale ? {} : evidence, stale, ...(seconds && { seconds }) };
}

/** SHA-256 of the weights as `model.json` names them. */
function weightsHash(folder: string): string {
  return createHash("sha256").update(readModel(folder).weightsBin).digest("hex");
}
