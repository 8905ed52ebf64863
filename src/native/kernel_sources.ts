import { createHash } from "node:crypto";

/** The folder of the kernel's C source. */
export const KERNEL_SOURCES = `${import.meta.dirname}/../engine/kernel`;

/** A hash of the kernel's source files, their names included. */
export function sourcesHash(): bigint {
  const hash = createHash("sha256");
  for (const name of [...Deno.readDirSync(KERNEL_SOURCES)].map(({ name }) => name).sort()) {
    hash.update(`${name}\n`).update(Deno.readFileSync(`${KERNEL_SOURCES}/${name}`));
  }
  return hash.digest().readBigUInt64LE();
}
