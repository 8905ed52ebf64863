/**
 * From a path to a history and its evidence: of a run of this project with all that lies in its folder.
 *
 * @module
 */
import { isFolder, naming } from "../boundary/mod.ts";
import { readObservation } from "../monitor/readers/mod.ts";
import { evidenceOfRun, withRunSettings } from "./evidence.ts";
import { readMeasuredEvidence } from "./measured_evidence.ts";
import { partsOf } from "./parts.ts";
import { holdsRun } from "./place.ts";
import { isOver, readRunRecord } from "./record.ts";
import { findHistoryFile, namesOf, type Reading, readLog, type SourceOptions } from "./source.ts";
import { readSummed } from "./sums.ts";

/** Reads the history and what lies beside it. Every error names the file. */
export function readSource(path: string, options: SourceOptions = {}): Reading {
  return isOwnRun(path) ? readOwnRun(path, options) : readLog(path, options);
}

/** Whether the folder is that of a run of this project, with its history. */
function isOwnRun(path: string): boolean {
  return path !== "-" && isFolder(path) && holdsRun(path) && partsOf(path) === undefined &&
    findHistoryFile(path) === `${path}/training_history.json`;
}

function readOwnRun(path: string, { chosen = {}, isGrowing = false }: SourceOptions): Reading {
  const file = findHistoryFile(path), { name, set } = namesOf(file);
  const bytes = readSummed(path, name);
  const { history } = naming(file, () => readObservation(bytes, { name, set, chosen, isGrowing }));
  const run = readRunRecord(path);
  const measured = readMeasuredEvidence(path);
  const stale = measured.stale ? ["evidence.json was measured on other weights and is left out"] : [];
  return {
    history: withRunSettings(
      { ...history, notes: [...history.notes, ...stale], ...(isOver(run) ? {} : { inProgress: true }) },
      run,
    ),
    evidence: { ...evidenceOfRun(path, run), ...measured.evidence },
    run,
    ...(measured.seconds && { took: measured.seconds }),
  };
}
