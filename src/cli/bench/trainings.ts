import { writeAtomically } from "../../run/files.ts";
import { refuseWithoutEnvironment } from "../../studies/python.ts";
import { surroundings } from "../../studies/speed/machine.ts";
import { type TrainingTask, trainingTasks, type TrainingTime } from "../../studies/speed/trainings.ts";
import { type TrainingResult, trainingsTable } from "../../studies/speed/trainings_record.ts";
import { runInWorkers } from "../../studies/worker_pool.ts";
import { formatError } from "../../text/mod.ts";
import { explainPeers, type Measuring, nativeMissing } from "./there.ts";

/** Times whole trainings; the record is written after each, and one that fails does not end the others. */
export async function timeTrainings({ quick, peers: wanted, out }: Measuring): Promise<void> {
  const native = nativeMissing();
  const peers = wanted && peersAreThere();
  const here = surroundings([
    ...(native === null ? [] : [`native engine (${native})`]),
    ...(peers ? [] : ["PyTorch and JAX"]),
  ]);
  here.missing.forEach((line) => console.log(`not measured: ${line}`));
  console.log("\nwhole trainings");
  const results: TrainingResult[] = [];
  const run = (tasks: readonly TrainingTask[]) =>
    runInWorkers<TrainingTask, TrainingTime>({
      worker: new URL("../../studies/speed/trainings_worker.ts", import.meta.url),
      tasks,
      threads: 1,
      onResult(time, { training, name }) {
        const { seconds, testMse } = time;
        const line = `${training.padEnd(8)}  ${name.padEnd(17)}  ${seconds.toFixed(1).padStart(6)} s`;
        console.log(`  ${line}, test MSE ${formatError(testMse)}`);
        results.push({ training, name, ...time });
        const record = { ...here, results };
        writeAtomically(`${out}/trainings.json`, `${JSON.stringify(record, null, 2)}\n`);
        writeAtomically(`${out}/trainings.md`, trainingsTable(record));
      },
      onError: (message, { training, name }) => console.error(`${training}, ${name}: ${message}`),
    });
  const { oneThread: [first, second], twoThreads } = trainingTasks({ native: native === null, peers, quick });
  if (here.machine.cores > 1) await Promise.all([first, second].map(run));
  else await run([...first, ...second]);
  await run(twoThreads);
}

function peersAreThere(): boolean {
  try {
    refuseWithoutEnvironment();
    return true;
  } catch (error) {
    explainPeers(error);
    return false;
  }
}
