/**
 * Runs inside a cell, with a figure that follows.
 *
 * @module
 */
import { curriculumTraining, onlineTraining, type Training } from "../training/trainings.ts";
import type { NoiseName } from "../signal/mod.ts";
import type { OnlineConfiguration } from "../training/configuration.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import type { TrainingHistory } from "../training/history.ts";
import { curriculumName, ONLINE_PRESETS } from "../training/presets.ts";
import { curriculumFigure } from "./figures.ts";
import { liveView } from "./live.ts";
import { onlineFigure } from "./plan.ts";
import { measure, storedRun } from "./run.ts";
import type { NotebookRun } from "./trained.ts";
import { stateRun } from "./check/statements.ts";
import { train } from "./train.ts";

/** Draws the training so far. */
type Draw = (history: TrainingHistory) => string;

/** Whether finished trainings are read instead of repeated: the environment variable `NOTEBOOKS_QUICK`. */
function isQuick(): boolean {
  return (Deno.env.get("NOTEBOOKS_QUICK") ?? "") !== "";
}

/**
 * The run of a preset. It trains from nothing while the cell's figure follows; a quick notebook reads it from
 * `models/<preset>` instead.
 */
export function liveRun(preset: string, more: Parameters<typeof onlineFigure>[2]): Promise<NotebookRun> {
  const configuration = ONLINE_PRESETS[preset];
  const draw: Draw = (history) => onlineFigure(configuration, history, more);
  return live(preset, onlineTraining(configuration), draw);
}

/** The same for the curriculum run of a noise preset, with the figure of its stages. */
export function liveCurriculum(noise: NoiseName): Promise<NotebookRun> {
  const configuration = curriculumConfiguration({ noise });
  const draw: Draw = (history) => curriculumFigure(configuration, history);
  return live(curriculumName(noise), curriculumTraining(configuration), draw);
}

/** An online training without a figure, for a short comparison. */
export async function shortRun(configuration: OnlineConfiguration): Promise<NotebookRun> {
  return measure(await train(onlineTraining(configuration), () => Promise.resolve()));
}

async function live(run: string, training: Training, draw: Draw): Promise<NotebookRun> {
  const view = await liveView(`${run}: ${training.planned} epochs`);
  const result = isQuick()
    ? await storedRun(run)
    : await measure(await train(training, (history) => view.update(() => draw(history))));
  await view.finish(draw(result.history), ` ${stateRun({ run, testMse: result.evaluation.testMse })}`);
  return result;
}
