/**
 * A study's cells as files for a scheduler, in the place of running them.
 *
 * @module
 */
import { writeAtomically } from "../../run/files.ts";
import { cellFile, cellsFolder } from "../../studies/cell_file.ts";
import { listOfCells, listPath, type Scheduler, SCHEDULERS } from "../../studies/schedulers.ts";
import type { Execute } from "../../studies/sweep.ts";

/** Writes the cells that the study in `file` lacks, for the scheduler; calls `onLeft` where there are any. */
export function exportFor(scheduler: Scheduler, file: string, onLeft: () => void): Execute {
  return ({ study, cells, key, needs, print }) => {
    if (cells.length === 0) return Promise.resolve();
    onLeft();
    const remainder = {
      study,
      folder: cellsFolder(file),
      cells: cells.map((cell) => ({ cell, file: cellFile(file, key(cell)), needs: needs(cell) })),
    };
    const { path, text, start } = SCHEDULERS[scheduler](remainder);
    writeAtomically(listPath(remainder), listOfCells(remainder));
    writeAtomically(path, text);
    print(
      `${cells.length} cells: ${start}\nthen this task once more, without --export, takes the results up`,
    );
    return Promise.resolve();
  };
}
