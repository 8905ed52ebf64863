/**
 * `deno task watch [PATH ...]`: a page that shows training runs as they go.
 *
 * @module
 */
import { writeAtomically } from "../run/files.ts";
import { resolvePath } from "../run/source.ts";
import { followAside } from "../watch/aside.ts";
import { openInBrowser } from "../watch/browser.ts";
import { followRuns } from "../watch/follow.ts";
import { livePage, savedPage } from "../watch/page.ts";
import { serveWatch } from "../watch/server.ts";
import { pathOption } from "./options.ts";
import { refuseOutput } from "./output.ts";
import { createProgram, runProgram } from "./program.ts";

interface Options {
  readonly save?: string;
  readonly browser: boolean;
}

const program = createProgram(
  "watch",
  "Show training runs in the browser as they go: losses, gradients, findings at their epochs, verdict. The page is served " +
    "to this machine only, at an address that nobody can guess, until Ctrl-C.",
  [
    "deno task watch                                every run in models/, also one that begins later",
    "deno task watch baseline-64 retrain-128        side by side, with what differs",
    "deno task watch lightning_logs                 whatever deno task diagnose reads",
    "deno task watch models --save runs.html        the page as it stands, in one file",
    "deno task watch --no-browser                   where the address is opened by hand, or forwarded by ssh -L",
  ],
)
  .argument("[paths...]", "names of runs in models/, folders of runs, or files that diagnose reads", [
    "models",
  ])
  .option("--save <file>", "write the page as it stands to one file that needs no server", pathOption)
  .option("--no-browser", "print the address instead of opening it");

program.action(async (paths: readonly string[], { save, browser }: Options) => {
  if (save !== undefined) {
    refuseOutput(save, [".html"], "--save");
    const watched = followRuns(paths.map(resolvePath));
    watched.look();
    const runs = watched.views();
    if (runs.every(({ entries }) => entries === 0)) {
      const why = runs.find(({ problem }) => problem !== undefined)?.problem;
      throw new TypeError(
        `${paths.join(", ")}: no run that could be shown${why === undefined ? "" : `: ${why}`}`,
      );
    }
    const page = savedPage({ at: Date.now(), runs });
    writeAtomically(save, page);
    return console.log(`${save} (${Math.round(page.length / 1000)} kB)`);
  }
  using watched = followAside(paths.map(resolvePath));
  const server = serveWatch(livePage(), watched);
  console.log(`Watching ${paths.join(", ")} until Ctrl-C: ${server.address}`);
  if (browser) openInBrowser(server.addressOnce);
  const interrupt = () => {
    Deno.removeSignalListener("SIGINT", interrupt); // another Ctrl-C does not wait
    void server.stop();
  };
  Deno.addSignalListener("SIGINT", interrupt);
  await server.finished;
});

await runProgram(program);
