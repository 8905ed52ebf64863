/**
 * Watching a run that is still training.
 *
 * @module
 */
import { diagnose, type Finding, type Milestone, milestoneAlert } from "../../monitor/mod.ts";
import { alertLine, findingLines } from "../../report/diagnosis_text.ts";
import type { Reading } from "./source.ts";

/** Seconds between two looks at the file. */
const INTERVAL = 1;

/**
 * Prints milestone alerts and new alarms as epochs arrive, until the run's record says that it is over. A file without
 * a run record has no end: then only Ctrl-C ends the watch.
 */
export async function follow(
  read: () => Reading,
  milestones: (reading: Reading) => readonly Milestone[],
  print: (line: string) => void,
): Promise<Reading> {
  let seen = 0;
  const told = new Set<string>();
  for (;;) {
    const reading = readWhileWritten(read);
    if (reading !== undefined) {
      const { history } = reading;
      const due = milestones(reading);
      for (let index = seen; index < history.trainLoss.length; index++) {
        const loss = history.trainLoss[index];
        if (loss === null) continue;
        const alert = milestoneAlert(history.at?.[index] ?? index + 1, loss, due);
        if (alert !== undefined) print(alertLine(alert));
      }
      if (history.trainLoss.length > seen) {
        for (const finding of newAlarms(reading, told)) {
          print(
            `epoch ${history.trainLoss.length}:${
              findingLines(finding).map((line) => line.slice(1)).join("\n")
            }`,
          );
        }
      }
      seen = history.trainLoss.length;
      if (reading.run !== undefined && reading.run.status !== "running") return reading;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * INTERVAL));
  }
}

/** A file in the middle of being written is read again at the next look. */
function readWhileWritten(read: () => Reading): Reading | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function newAlarms({ history, evidence }: Reading, told: Set<string>): readonly Finding[] {
  const alarms = diagnose({ history, evidence }).findings.filter(({ severity }) => severity !== "info");
  const fresh = alarms.filter(({ rule }) => !told.has(rule));
  fresh.forEach(({ rule }) => told.add(rule));
  return fresh;
}
