/**
 * The Python environment that Jupyter runs in: `.venv`, made from `python/requirements.txt`, with Deno's kernel in it.
 * Nothing is written to the user's home.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { readIfThere, readText, requirePermissions } from "../../boundary/mod.ts";
import { writeAtomically } from "../../run/files.ts";

const FOLDER = ".venv";
const REQUIREMENTS = "python/requirements.txt";
const STAMP = `${FOLDER}/requirements.sha256`;
const BIN = Deno.build.os === "windows" ? `${FOLDER}/Scripts` : `${FOLDER}/bin`;

/** The environment's Python. */
export const PYTHON = `${BIN}/python`;

/**
 * Where Jupyter keeps what it would else put into the user's home. The paths are absolute: JupyterLab sends the browser
 * to a file in its runtime folder.
 */
export function jupyterEnvironment(): Readonly<Record<string, string>> {
  const cache = resolve(".cache/jupyter");
  return {
    JUPYTER_CONFIG_DIR: `${cache}/config`,
    JUPYTER_DATA_DIR: `${cache}/data`,
    JUPYTER_RUNTIME_DIR: `${cache}/runtime`,
    JUPYTERLAB_SETTINGS_DIR: `${cache}/lab/settings`,
    JUPYTERLAB_WORKSPACES_DIR: `${cache}/lab/workspaces`,
    IPYTHONDIR: `${cache}/ipython`,
  };
}

/** Makes the environment, unless the one that is there was made from the same requirements. */
export async function ensureEnvironment(): Promise<void> {
  requirePermissions({ name: "write", path: FOLDER }, { name: "write", path: ".cache" });
  const requirements = readText(REQUIREMENTS);
  const wanted = createHash("sha256").update(requirements).digest("hex");
  if (readIfThere(STAMP) !== wanted) {
    const python = await findPython();
    console.log(`making the Python environment ${FOLDER} (once, about a minute)`);
    await run(python, ["-m", "venv", "--clear", FOLDER]);
    await run(PYTHON, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]);
    writeAtomically(STAMP, wanted);
  }
  // No question about news, and no request to the network for it.
  const settings = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  writeAtomically(`${FOLDER}/etc/jupyter/labconfig/page_config.json`, JSON.stringify(settings));
  writeAtomically(
    `${FOLDER}/share/jupyter/kernels/deno/kernel.json`,
    JSON.stringify({
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
      // Jupyter's other way, a signal, ends Deno's kernel; with a message the variables of earlier cells survive.
      interrupt_mode: "message",
    }),
  );
}

async function findPython(): Promise<string> {
  for (const name of ["python3", "python"]) {
    try {
      const { success } = await new Deno.Command(name, {
        args: ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"],
        stdout: "null",
        stderr: "null",
      }).output();
      if (success) return name;
    } catch (error) {
      // a program that was missing at start-up is one that this process has no permission to run
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable)) throw error;
    }
  }
  throw new RangeError(
    "Jupyter needs Python 3.11 or later with venv (Debian: python3-venv); none was found as python3 or python",
  );
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
  throw new RangeError(`${command} ${args.slice(0, 3).join(" ")} failed: ${reason}`);
}
