/**
 * `deno task lab`: JupyterLab on the notebooks, with Deno's kernel ready.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { ensureEnvironment, jupyterEnvironment, PYTHON } from "../notebook/check/environment.ts";
import { NOTEBOOKS } from "../notebook/check/file.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

interface Options {
  readonly port: number;
  readonly browser: boolean;
  readonly quick?: boolean;
}

const program = createProgram(
  "lab",
  "Open the notebooks in JupyterLab; Ctrl-C ends it.",
  ["deno task lab", "deno task lab --no-browser --port 9999", "deno task lab --quick"],
)
  .option(
    "--port <n>",
    "port on this machine",
    numberOption("a port, 1024 to 65535", (n) => Number.isInteger(n) && n >= 1024 && n <= 65535),
    8888,
  )
  .option("--no-browser", "print the address instead of opening it")
  .option("--quick", "notebooks read finished trainings from models/ instead of repeating them");

program.action(async ({ port, browser, quick }: Options) => {
  requirePermissions({ name: "sys", kind: "uid" });
  await ensureEnvironment();
  const lab = new Deno.Command(PYTHON, {
    args: [
      "-m",
      "jupyterlab",
      `--port=${port}`,
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.root_dir=${NOTEBOOKS}`,
      // Jupyter refuses to run as root unless told to; in a container there often is nobody else.
      ...(Deno.uid() === 0 ? ["--allow-root"] : []),
      ...(browser ? [] : ["--no-browser"]),
    ],
    env: { ...jupyterEnvironment(), NOTEBOOKS_QUICK: quick ? "1" : "" },
  }).spawn();
  // Ctrl-C reaches JupyterLab as well; it asks, and this process waits for its answer.
  Deno.addSignalListener("SIGINT", () => {});
  Deno.exit((await lab.status).code);
});

await runProgram(program);
