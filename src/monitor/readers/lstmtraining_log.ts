/**
 * What `lstmtraining` of Tesseract prints: errors of training lines by iteration, and of others where it was given an evaluation list.
 * Source: `LSTMTrainer::LogIterations` in `src/training/unicharset/lstmtrainer.cpp`, `LSTMTester::RunEvalSync` in `lstmtester.cpp`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

/** Learning, training and sample iterations; versions before 5.3 say char and word for BCER and BWER. */
const TRAINED =
  /At iteration (\d{1,12})\/(\d{1,12})\/\d{1,12}, mean rms=([\d.naif-]{1,20})%, delta=[\d.naif-]{1,20}%, (?:char|BCER) train=([\d.naif-]{1,20})%, (?:word|BWER) train=([\d.naif-]{1,20})%/gi;
const EVALUATED =
  /At iteration (\d{1,12}), stage \d{1,4}, (?:Eval Char error rate|BCER eval)=([\d.e-]{1,20}), (?:Word error rate|BWER eval)=([\d.e-]{1,20})/gi;

/** Whether such a line stands in the beginning of the text. */
export function looksLikeLstmTraining(text: string): boolean {
  return text.slice(0, 1_000_000).match(TRAINED) !== null;
}

/** Reads the errors, in per cent, by the iteration of training; evaluations are told by that of learning, in which a line was wrong. */
export function historyFromLstmTraining(text: string, frame: Partial<LogFrame> = {}): History {
  const lines = [...text.matchAll(TRAINED)];
  const trained = lines.map(([, , iteration, rms, cer, wer]): Row => ({
    iteration: Number(iteration),
    train_rms: numberIn(rms),
    train_cer: numberIn(cer),
    train_wer: numberIn(wer),
  }));
  const evaluated = [...text.matchAll(EVALUATED)].map(([, learning, cer, wer]): Row => ({
    iteration: Number(
      (lines.find((line) => Number(line[1]) >= Number(learning)) ?? lines[lines.length - 1])[2],
    ),
    eval_cer: Number(cer),
    eval_wer: Number(wer),
  }));
  return historyFromRows([...trained, ...evaluated], { ...frame, format: "Tesseract lstmtraining log" });
}
