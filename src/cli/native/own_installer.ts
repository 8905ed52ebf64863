import { errorLine, run } from "./run.ts";
import { exists, type TfjsPackage } from "./tfjs_package.ts";

/**
 * Lets the package's own install script download TensorFlow and its addon.
 *
 * @returns null when it worked, else why not
 */
export function tryOwnInstaller(tfjs: TfjsPackage): string | null {
  // Deno runs a package's script once, even when that has failed; this is its note that it did.
  const note = `${tfjs.folder}/../../../.scripts-run`;
  if (exists(note)) Deno.removeSync(note);
  const outcome = run("deno", [
    "install",
    "--frozen",
    `--allow-scripts=npm:@tensorflow/tfjs-node@${tfjs.version}`,
  ]);
  if (outcome === null) return "no `deno` on the PATH to run it with";
  if (!outcome.success) return errorLine(outcome.output);
  return exists(tfjs.addon) ? null : "it ran and left no addon";
}
