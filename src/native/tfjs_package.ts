/**
 * The installed npm package `@tensorflow/tfjs-node` and where it looks for its native parts.
 *
 * @module
 */
import { SetupError } from "./run.ts";

/** Paths inside the package. */
export interface TfjsPackage {
  readonly version: string;
  /** The package's folder, links resolved. */
  readonly folder: string;
  /** The compiled addon, present once the set-up is done. */
  readonly addon: string;
}

/** The package below the project's folder `root`. */
export function tfjsPackage(root: string): TfjsPackage {
  const link = `${root}/node_modules/@tensorflow/tfjs-node`;
  if (!exists(link)) {
    throw new SetupError(`${link} is missing; run \`deno task native\` again with a network`);
  }
  const folder = Deno.realPathSync(link);
  const { version, binary } = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
  // node-pre-gyp, which the package uses to find its addon, takes the newest Node-API version both sides know.
  const napi = Math.max(...binary.napi_versions);
  return { version, folder, addon: `${folder}/lib/napi-v${napi}/${binary.module_name}.node` };
}

/** Whether the path leads to a file or folder. */
export function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
