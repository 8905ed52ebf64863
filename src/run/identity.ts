/**
 * What must be the same when a run goes on.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Setup } from "../training/trainings.ts";

/** The run that a checkpoint belongs to. */
export const runIdentity = z.strictObject({
  /** SHA-256 of the configuration; the number of epochs is left out, since more may be asked for. */
  configurationSha256: z.string(),
  trainSha256: z.string(),
  testSha256: z.string(),
});

/** See {@linkcode runIdentity}. */
export type RunIdentity = Readonly<z.output<typeof runIdentity>>;

/** The identity of a run of this setup on recordings with these hashes. */
export function identityOf(
  { regime, configuration }: Setup,
  data: { readonly trainSha256: string; readonly testSha256: string },
): RunIdentity {
  const { epochs: _, ...fixed } = { epochs: null, ...configuration };
  const configurationSha256 = createHash("sha256").update(JSON.stringify([regime, fixed])).digest("hex");
  return { configurationSha256, ...data };
}

/**
 * @param file what the identity was read from
 * @throws {TypeError} naming the file when it is another run's
 */
export function refuseOther(file: string, given: RunIdentity, wanted: RunIdentity): void {
  const what = given.configurationSha256 !== wanted.configurationSha256
    ? "of a run with another configuration than run.json says"
    : given.trainSha256 !== wanted.trainSha256 || given.testSha256 !== wanted.testSha256
    ? "of a run on other recordings than its configuration makes now"
    : null;
  if (what !== null) throw new TypeError(`${file}: ${what}; it cannot be continued`);
}
