/**
 * `deno task tensorboard`: opens the runs' event files in TensorBoard.
 *
 * @module
 */
import { isFile } from "../boundary/mod.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";
import { EVENTS_FOLDER } from "../exchange/tensorboard_writer.ts";

/** Put there by `deno task parity-python`. */
const TENSORBOARD = ".cache/parity/bin/tensorboard";

const program = createProgram(
  "tensorboard",
  "Show the event files of all runs in TensorBoard, until Ctrl+C.",
  [
    "deno task train:tensorflow baseline-64 --tensorboard     writes models/baseline-64/tensorboard",
    "deno task tensorboard                                    shows it at http://localhost:6006",
  ],
)
  .option(
    "--port <n>",
    "port to listen on",
    numberOption("a port number", (port) => Number.isInteger(port) && port > 0 && port < 65536),
    6006,
  );

program.action(async ({ port }: { readonly port: number }) => {
  const runs = [...Deno.readDirSync("models")].map(({ name }) => name).filter(hasEvents);
  if (runs.length === 0) {
    throw new RangeError(
      "no run in models/ has event files; train one with `deno task train:tensorflow ... --tensorboard`",
    );
  }
  if (!isFile(TENSORBOARD)) {
    throw new RangeError("TensorBoard is not installed; run `deno task parity-python`");
  }
  const args = ["--logdir", "models", "--port", String(port)];
  const board = new Deno.Command(TENSORBOARD, { args, stdin: "null" }).spawn();
  console.log(`${runs.join(", ")}: http://localhost:${port} (Ctrl+C ends it)`);
  Deno.exit((await board.status).code);
});

function hasEvents(run: string): boolean {
  try {
    return Deno.statSync(`models/${run}/${EVENTS_FOLDER}`).isDirectory;
  } catch {
    return false;
  }
}

await runProgram(program);
