import type { PythonEnvironment } from "../python.ts";

/** Where `deno task ray-python` puts Ray. */
export const RAY: PythonEnvironment = {
  folder: ".cache/ray",
  requirements: "python/ray/requirements.txt",
  task: "ray-python",
};
