/**
 * A file that a command is going to write.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { refuseInsideRun } from "../run/place.ts";

/**
 * Refuses a path before any work is done for it: of another kind, which its ending tells, inside of a run's folder, or where
 * nothing can be written.
 *
 * @param endings none where any will do
 * @param option whose path it is
 * @throws {RangeError} or an error of the file system that names the path
 */
export function refuseOutput(path: string, endings: readonly string[], option: string): void {
  if (endings.length > 0 && !endings.some((ending) => path.endsWith(ending))) {
    throw new RangeError(`${option} must end in ${endings.join(" or ")} (given: ${path})`);
  }
  refuseInsideRun(path, option);
  refuseUnwritable(path, option);
}
