/**
 * Kaldi's `accuracy.report` and its kin: objectives of training and validation rows by iteration. Source: `generate_acc_logprob_report`
 * in `steps/libs/nnet3/report/log_parse.py`. An objective is made as large as it gets: a share of right answers, or a log-likelihood.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const HEADER = /^%Iter\tduration\ttrain_objective\tvalid_objective\tdifference\s*$/m;
const ROW = /^(\d{1,9})\t[^\t\n]{1,40}\t([^\t\n]{1,30})\t([^\t\n]{1,30})\t/;

/** Whether the report begins with its header. */
export function looksLikeKaldi(text: string): boolean {
  return HEADER.test(text.slice(0, 200));
}

/** Reads the iterations, log-likelihoods with their sign turned. */
export function historyFromKaldi(text: string, frame: Partial<LogFrame> = {}): History {
  const rows = text.split("\n").flatMap((line) => {
    const [, iter, train, valid] = line.match(ROW) ?? [];
    return iter === undefined ? [] : [{ iter: Number(iter), train: numberIn(train), valid: numberIn(valid) }];
  });
  const areShares = rows.every(({ train, valid }) => !(train < 0 || train > 1 || valid < 0 || valid > 1));
  return historyFromRows(
    rows.map(({ iter, train, valid }): Row =>
      areShares ? { iter, train_accuracy: train, valid_accuracy: valid } : {
        iter,
        train_loss: -train,
        valid_loss: -valid,
      }
    ),
    {
      ...frame,
      format: "Kaldi report",
      notes: areShares
        ? []
        : ["objectives are log-likelihoods, more of which is better: their sign is turned"],
    },
  );
}
