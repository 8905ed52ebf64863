/**
 * The committed notebooks as a reader sees them who opens one in JupyterLab and runs nothing: Lab does not trust it, so
 * whatever needs trust is not shown. Needs `deno task notebooks` (for JupyterLab) and a Chromium.
 */
import { assertEquals } from "@std/assert";
import { jupyterEnvironment, PYTHON } from "../../../src/notebook/check/environment.ts";
import { notebookNames, readNotebook } from "../../../src/notebook/check/file.ts";
import { findBrowser } from "../../../src/submission/browser.ts";
import { codeCells } from "../../../src/notebook/check/document.ts";

const permitted = ([
  { name: "read" },
  { name: "write" },
  { name: "run" },
  { name: "env" },
  { name: "net", host: "127.0.0.1" },
] as const).every((permission) => Deno.permissions.querySync(permission).state === "granted");
const missing = !permitted
  ? "needs --allow-read, --allow-write, --allow-run, --allow-env, --allow-net=127.0.0.1"
  : !exists(PYTHON)
  ? "needs `deno task notebooks --quick`"
  : findBrowser() === null
  ? "needs Chromium"
  : null;

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Every cell is drawn, not only those in sight. */
const DRAW_ALL = JSON.stringify({ windowingMode: "none" });

/** JupyterLab on a folder; ends with the returned function. */
async function startLab(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const port = freePort();
  const settings = `${folder}/settings`;
  await Deno.mkdir(`${settings}/@jupyterlab/notebook-extension`, { recursive: true });
  await Deno.writeTextFile(
    `${settings}/@jupyterlab/notebook-extension/tracker.jupyterlab-settings`,
    DRAW_ALL,
  );
  const token = crypto.randomUUID();
  const lab = new Deno.Command(PYTHON, {
    args: ["-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"].concat(
      `--port=${port}`,
      `--IdentityProvider.token=${token}`,
      `--ServerApp.root_dir=${folder}`,
    ),
    env: { ...jupyterEnvironment(), JUPYTERLAB_SETTINGS_DIR: settings },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stop = async () => {
    lab.kill("SIGTERM");
    await lab.status;
  };
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    try {
      const answer = await fetch(`${address}/api/status?token=${token}`);
      await answer.body?.cancel();
      if (answer.ok) return { address: `${address}/lab/tree/NAME?reset&token=${token}`, stop };
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error("JupyterLab did not start");
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

Deno.test({
  name:
    "JupyterLab shows every figure of the committed notebooks before anything is run, and leaves the files as they are" +
    (missing === null ? "" : ` (${missing})`),
  ignore: missing !== null,
  sanitizeOps: false, // puppeteer keeps a timer and a socket for a moment after it closed
  sanitizeResources: false,
  fn: async () => {
    const { default: puppeteer } = await import("puppeteer-core");
    const folder = await Deno.makeTempDir();
    const names = notebookNames();
    for (const name of names) await Deno.copyFile(`notebooks/${name}.ipynb`, `${folder}/${name}.ipynb`);
    const lab = await startLab(folder);
    const browser = await puppeteer.launch({
      executablePath: findBrowser()!,
      args: Deno.uid() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const shown: Record<string, number> = {};
      for (const name of names) {
        const page = await browser.newPage();
        await page.goto(lab.address.replace("NAME", `${name}.ipynb`));
        await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout: 60_000 });
        await page.waitForNetworkIdle({ idleTime: 2000, timeout: 60_000 });
        shown[name] = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLImageElement>(".jp-OutputArea-output img")]
            .filter(({ naturalWidth }) => naturalWidth > 100).length
        );
        await page.close();
      }
      assertEquals(shown, Object.fromEntries(names.map((name) => [name, figures(name)])));
      for (const name of names) {
        assertEquals(
          await Deno.readTextFile(`${folder}/${name}.ipynb`),
          await Deno.readTextFile(`notebooks/${name}.ipynb`),
        );
      }
    } finally {
      await browser.close();
      await lab.stop();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** Figures among the outputs of a notebook. */
function figures(name: string): number {
  const outputs = codeCells(readNotebook(`notebooks/${name}.ipynb`)).flatMap(({ outputs }) => outputs);
  return outputs.filter((output) => "data" in output && "image/svg+xml" in output.data).length;
}
