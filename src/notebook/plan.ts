/**
 * The report's plan held against a run that follows it.
 *
 * @module
 */
import { TARGET } from "../evaluation/mod.ts";
import { decide, DECISION_TREE, milestoneAlert, MILESTONES } from "../report/plan/mod.ts";
import { decisionTree } from "../plots/decision_tree.ts";
import { type LossCurve, lossCurve } from "../plots/loss_curve.ts";
import { formatNumber } from "../text/mod.ts";
import type { OnlineConfiguration } from "../training/configuration.ts";
import { stopsAfter } from "../training/early_stopping.ts";
import type { TrainingHistory } from "../training/history.ts";
import type { Rows } from "./table.ts";

/** The epoch after which early stopping ended a training, if it did. */
export function stoppedAt(
  { epochs, patience, minDelta }: Pick<OnlineConfiguration, "epochs" | "patience" | "minDelta">,
  { train_loss }: Pick<TrainingHistory, "train_loss">,
): number | undefined {
  const stopped = patience !== null && train_loss.length < epochs &&
    stopsAfter(train_loss, { patience, minDelta }) !== null;
  return stopped ? train_loss.length : undefined;
}

/** The training so far with the plan's expectations up to its last planned epoch, and where early stopping ended it. */
export function onlineFigure(
  configuration: OnlineConfiguration,
  history: TrainingHistory,
  more: Pick<LossCurve, "title" | "published"> = {},
): string {
  return lossCurve({
    runningLoss: history.train_loss,
    target: TARGET,
    milestones: MILESTONES.filter(({ epoch }) => epoch <= configuration.epochs),
    stoppedAt: stoppedAt(configuration, history),
    ...more,
  });
}

/** How a training ended, in a sentence. */
export function ending(configuration: OnlineConfiguration, history: TrainingHistory): string {
  const last = stoppedAt(configuration, history);
  const how = last === undefined
    ? `The run went through ${history.train_loss.length} of ${configuration.epochs} epochs.`
    : `Early stopping ended the run after **${last}** of ${configuration.epochs} epochs.`;
  return `${how} The best running loss was ${
    formatNumber(history.best_loss)
  }, in epoch ${history.best_epoch}.`;
}

/** What the plan says at each milestone that was reached. */
export function alertRows({ train_loss }: TrainingHistory): Rows {
  return MILESTONES.flatMap(({ epoch }) => {
    const alert = epoch > train_loss.length ? undefined : milestoneAlert(epoch, train_loss[epoch - 1]);
    return alert === undefined
      ? []
      : [{ epoch, "running loss": alert.loss, flag: alert.flag, message: alert.message }];
  });
}

/** The report's decision tree with the branch that an error takes. */
export function decisionFigure(testMse: number, network: string): string {
  const { grade } = decide(testMse);
  return decisionTree({
    measured: `test MSE ${formatNumber(testMse, 3)}, ${network}`,
    taken: DECISION_TREE.findIndex((branch) => branch.grade === grade),
    branches: DECISION_TREE.map(({ below, grade, original }) => ({
      condition: Number.isFinite(below) ? `test MSE < ${below}` : undefined,
      verdict: grade,
      advice: original.replace(/^.*?: /, ""),
    })),
  });
}
