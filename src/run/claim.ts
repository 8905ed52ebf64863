import { checkpointPath } from "./checkpoint.ts";
import { holdsRun, readRunRecord } from "./record.ts";

/** Where a run goes, and whether it continues what lies there. */
export interface Claim {
  readonly folder: string;
  readonly resume: boolean;
}

/**
 * Decides what happens to an earlier run of the same name: an unfinished one with the same configuration is
 * continued, a finished one is kept as `<run>.previous`.
 *
 * @throws {RangeError} when an unfinished run has another configuration, or the name is not a plain folder name.
 */
export function claimFolder(
  run: string,
  configuration: Readonly<Record<string, unknown>>,
  { fresh }: { fresh: boolean },
): Claim {
  if (!/^[\w.-]+$/.test(run) || run.startsWith(".")) {
    throw new RangeError(`a run's name has letters, digits, ".", "-" and "_" only (given: ${run})`);
  }
  const folder = `models/${run}`;
  if (!holdsRun(folder)) return { folder, resume: false };
  const record = readRunRecord(folder);
  if (record.status === "running" && !fresh) {
    if (JSON.stringify(record.configuration) !== JSON.stringify(configuration)) {
      throw new RangeError(
        `${folder} holds an unfinished run with another configuration; pass --resume ${run}, --fresh or another --name`,
      );
    }
    console.log(`${folder}: continuing an interrupted run`);
    return { folder, resume: isThere(checkpointPath(folder)) }; // killed before its first checkpoint: from the start
  }
  const previous = `${folder}.previous`;
  if (isThere(previous)) Deno.removeSync(previous, { recursive: true });
  Deno.renameSync(folder, previous);
  return { folder, resume: false };
}

function isThere(path: string): boolean {
  try {
    return Deno.lstatSync(path) !== undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
