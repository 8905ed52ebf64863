/**
 * What ESPnet2 writes into `train.log`: behind each epoch the means of its training rows and of its validation rows on one line.
 * Source: `Trainer.run` in `espnet2/train/trainer.py`, `Reporter.log_message` in `espnet2/train/reporter.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const RESULTS = /\b(\d{1,6})epoch results: (.*)$/;
/** The rows of one set: `[valid] loss_ctc=3.1, acc=0.7, ...`. */
const SET = /\[(train|valid)\] ([^[]*)/g;
const PAIR = /\b([a-z]\w{0,60})=(-?(?:[\d.]+(?:e[-+]?\d+)?|nan|inf))(?=,|\s|$)/gi;
/** Seconds and rates of each optimiser say nothing of a training; `optim0_lr0` is the rate. */
const TIMES = /time$/;

/** Whether the results of an epoch stand in the text. */
export function looksLikeEspnet(text: string): boolean {
  return /\depoch results: \[train\] /.test(text);
}

/** Reads one entry an epoch. */
export function historyFromEspnet(text: string, frame: Partial<LogFrame> = {}): History {
  const rows = text.split("\n").flatMap((line): Row[] => {
    const [, epoch, results] = line.match(RESULTS) ?? [];
    if (epoch === undefined) return [];
    const measures = [...results.matchAll(SET)].flatMap(([, set, pairs]) =>
      [...pairs.matchAll(PAIR)].filter(([, name]) => !TIMES.test(name)).map(([, name, number]) => [
        /_lr\d*$/.test(name) ? "lr" : `${set}/${name}`,
        numberIn(number),
      ])
    );
    return [{ epoch: Number(epoch), ...Object.fromEntries(measures) }];
  });
  return historyFromRows(rows, { ...frame, format: "ESPnet log" });
}
