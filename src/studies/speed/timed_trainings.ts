/**
 * Whole trainings from the first update to the last, on our engines and their peers.
 *
 * @module
 */
import { refuseWithoutEnvironment } from "../python.ts";
import { surroundings } from "./machine.ts";
import { type TrainingTask, trainingTasks, type TrainingTime } from "./trainings.ts";
import { type TrainingResult, trainingsTable } from "./trainings_record.ts";
import { runInWorkers } from "../worker_pool.ts";
import { formatError } from "../../text/mod.ts";
import { type Measuring, nativeMissing, withoutPeers } from "./measuring.ts";

/** Times whole trainings; the record is written after each, and one that fails does not end the others. */
export async function timeTrainings({ quick, peers: wanted, say, write }: Measuring): Promise<void> {
  const native = nativeMissing();
  const peers = wanted && peersAreThere(say);
  const here = surroundings([
    ...(native === null ? [] : [`native engine (${native})`]),
    ...(peers ? [] : ["PyTorch and JAX"]),
  ]);
  here.missing.forEach((line) => say(`not measured: ${line}`));
  say("\nwhole trainings");
  const results: TrainingResult[] = [];
  const run = (tasks: readonly TrainingTask[]) =>
    runInWorkers<TrainingTask, TrainingTime>({
      worker: new URL("./trainings_worker.ts", import.meta.url),
      tasks,
      threads: 1,
      onResult(time, { training, name }) {
        const { seconds, testMse } = time;
        const line = `${training.padEnd(8)}  ${name.padEnd(17)}  ${seconds.toFixed(1).padStart(6)} s`;
        say(`  ${line}, test MSE ${formatError(testMse)}`);
        results.push({ training, name, ...time });
        const record = { ...here, results };
        write({
          "trainings.json": `${JSON.stringify(record, null, 2)}\n`,
          "trainings.md": trainingsTable(record),
        });
      },
      onError: (message, { training, name }) => say(`${training}, ${name}: ${message}`),
    });
  const { twoThreads, oneThread: [first, second] } = trainingTasks({ native: native === null, peers, quick });
  await run(twoThreads);
  if (here.machine.cores > 1) await Promise.all([first, second].map(run));
  else await run([...first, ...second]);
}

function peersAreThere(say: Measuring["say"]): boolean {
  try {
    refuseWithoutEnvironment();
    return true;
  } catch (error) {
    say(withoutPeers(error));
    return false;
  }
}
