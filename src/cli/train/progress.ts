/**
 * How a run shows that it goes on: a bar on a terminal, a line an epoch elsewhere.
 *
 * @module
 */
import cliProgress from "cli-progress";
import { runName } from "../../run/place.ts";
import type { Watcher } from "../../run/train.ts";
import type { EpochRecord } from "../../training/epoch.ts";
import type { Training } from "../../training/trainings.ts";
import { formatDuration, formatError } from "../../text/mod.ts";
import { tensorboardWriter } from "../../exchange/tensorboard_writer.ts";

/** Takes what training reports; call `close` at the end. */
export interface Progress {
  /** Whether it is a bar, which can show every epoch. */
  readonly isBar: boolean;
  within(epoch: number, fraction: number, loss: number): void;
  epoch(record: EpochRecord): void;
  close(): void;
}

/** How a run is watched besides its progress. */
export interface Watching {
  /** Write TensorBoard event files into the run's folder too. */
  readonly tensorboard?: boolean;
  /** Called after each epoch with all epochs so far, for alerts. */
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
}

/** Shows a run that is trained in `folder` in the terminal and, where asked for, in TensorBoard. */
export async function watch(
  folder: string,
  { setup: { configuration }, planned, deservesLine }: Training,
  { tensorboard, onEpoch }: Watching,
): Promise<Watcher> {
  const board = tensorboard ? await tensorboardWriter(folder, configuration.frequenciesHz) : null;
  const name = runName(folder);
  let progress: Progress | null = null;
  return {
    note: (line) => console.error(`${name}: ${line}`),
    begin: (done) => progress = openProgress(name, planned, done + 1),
    within: (epoch, fraction, loss) => progress?.within(epoch, fraction, loss),
    epoch: (epochs, engine) => {
      const last = epochs[epochs.length - 1];
      if (progress?.isBar || deservesLine(last)) progress?.epoch(last);
      board?.epoch(last, engine.exportWeights());
      onEpoch?.(epochs);
    },
    close: () => {
      progress?.close();
      board?.close();
    },
  };
}

/** A bar when standard error is a terminal, else plain lines. */
function openProgress(name: string, epochs: number, firstEpoch: number): Progress {
  return Deno.stderr.isTerminal() ? bar(name, epochs, firstEpoch) : lines(name, epochs);
}

/** One line that says how the epoch went. */
function epochLine(
  { epoch, loss, lossByFrequency, test, seconds }: EpochRecord,
  epochs: number,
): string {
  const parts = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `running loss ${formatError(loss)} (${lossByFrequency.map(formatError).join(" ")})`,
    ...(test === null ? [] : [`test MSE ${formatError(test.mse)}`]),
    `${seconds.toFixed(1)} s`,
  ];
  return parts.join("  ");
}

function lines(name: string, epochs: number): Progress {
  return {
    isBar: false,
    within: () => {},
    epoch: (record) => console.log(`${name}  ${epochLine(record, epochs)}`),
    close: () => {},
  };
}

function bar(name: string, epochs: number, firstEpoch: number): Progress {
  const single = new cliProgress.SingleBar({
    format: `${name} [{bar}] epoch {epoch}/${epochs}  running loss {loss}{test}  {left} left`,
    barsize: 24,
    hideCursor: true,
  }, cliProgress.Presets.shades_classic);
  const started = performance.now();
  let test = "";
  const payload = (epoch: number, done: number, loss: number) => {
    const share = done - (firstEpoch - 1);
    const left = share > 0 ? (performance.now() - started) / 1000 / share * (epochs - done) : NaN;
    return { epoch, loss: formatError(loss), test, left: Number.isNaN(left) ? "?" : formatDuration(left) };
  };
  single.start(epochs, firstEpoch - 1, payload(firstEpoch, firstEpoch - 1, NaN));
  return {
    isBar: true,
    within: (epoch, fraction, loss) => {
      const done = epoch - 1 + fraction;
      single.update(done, payload(epoch, done, loss));
    },
    epoch: (record) => {
      if (record.test !== null) test = `  test MSE ${formatError(record.test.mse)}`;
      single.update(record.epoch, payload(record.epoch, record.epoch, record.loss));
    },
    close: () => single.stop(),
  };
}
