import { errorLine, run } from "./run.ts";
import { exists, type TfjsPackage } from "./tfjs_package.ts";

/**
 * Lets the package's own install script download TensorFlow and its addon.
 *
 * @returns null when it worked, else why not
 */
export function tryOwnInstaller(tfjs: TfjsPackage): string | null {
  const outcome = run("deno", [
    "install",
    "--frozen",
    `--allow-scripts=npm:@tensorflow/tfjs-node@${tfjs.version}`,
  ]);
  if (outcome === null) return "no `deno` on the PATH to run it with";
  if (!outcome.success) return errorLine(outcome.output);
  return exists(tfjs.addon) ? null : "it has run before and left no addon";
}
