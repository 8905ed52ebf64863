import { cpus } from "node:os";
import { versions } from "../../run/versions.ts";

/** When, where and with what a record was measured. */
export interface Surroundings {
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    /** Processes ready to run when the measurement began, over 1, 5 and 15 minutes; 0 is an idle machine. */
    readonly loadAverage: readonly number[];
  };
  readonly versions: Readonly<Record<string, string>>;
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
}

/** Here and now. */
export function surroundings(missing: readonly string[]): Surroundings {
  const { project: _, ...software } = versions();
  return {
    date: new Date().toISOString(),
    machine: {
      processor: cpus()[0].model.trim(),
      cores: cpus().length,
      loadAverage: Deno.loadavg(),
    },
    versions: software,
    missing,
  };
}

/** The same in a line, and what is missing in a paragraph each. */
export function describeSurroundings(
  { machine: { processor, cores, loadAverage }, versions, missing }: Surroundings,
): string[] {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  return [
    `${processor}, ${cores} cores, load average ${loadAverage[0].toFixed(1)} at the start; ${software}.`,
    ...missing.map((line) => `\nNot measured: ${line}.`),
  ];
}
