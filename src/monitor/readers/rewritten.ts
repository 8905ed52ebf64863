/**
 * A printed line as names and numbers, where it says them otherwise.
 *
 * @module
 */
import { withEpochWord } from "./epoch_words.ts";
import { meanOf, NUMBER } from "./numbers.ts";
import { withEpochOfBar } from "./printed_lines.ts";
import { inPairs } from "./sentences.ts";
import { namesApart, setsApart } from "./sets_in_line.ts";

/** Several rates behind one name. */
const RATES = new RegExp(
  String.raw`\b(lr\w{0,20}|learning[ _]rates?)(\s?[:=]\s?)[[(]\s?(${NUMBER})[^)\]]{0,200}[)\]]`,
  "gi",
);
/** What is written without a name, or by a name of its own. */
const REWRITTEN: readonly (readonly [RegExp, string])[] = [
  // Deeplearning4j calls the loss a score
  [/Score at iteration (\d+) is (\S+)/, "iteration $1 loss $2"],
  // PyTorch's tutorials of translation and of names: time (time left) (iteration share) loss, maybe behind a logger's mark
  [
    /(^|[\s>|])\d{1,9}m \d{1,2}s (?:\(-? ?\d{1,9}m \d{1,2}s\) )?\((\d{1,12}) \d{1,3}%\) ([\d.]+)$/,
    "$1iteration $2 loss $3",
  ],
  // what stands behind a measure says its rows
  [
    /(?<![\w-])([a-z][\w-]{0,30}) ([a-z][\w-]{0,30}) (?:over|on) (?:the )?(validation|test|dev|training) (?:set|data)(?=\s?[:=])/i,
    "$3 $1_$2",
  ],
  [
    /(?<![\w-])([a-z][\w-]{0,30}) (?:over|on) (?:the )?(validation|test|dev|training) (?:set|data)(?=\s?[:=])/i,
    "$2 $1",
  ],
  [/\bepoch_?(?=\d{1,6}\b)/gi, "epoch "],
  // loguru and its like: where in the program the line is written
  [/(?<=\|\s?)[\w.<>]{1,80}:[\w.<>]{1,80}:\d{1,6}(?= - )/, ""],
  // an array of one, as vector environments give it
  [new RegExp(String.raw`([:=]\s?)\[\s?(${NUMBER})\s?\](?!\s?[[,])`, "gi"), "$1$2"],
  // MONAI's tutorials, of their evaluations
  [/\bcurrent epoch: (\d+) current (?=\w)/i, "epoch $1 [val] "],
  // Lightning's callback that keeps checkpoints
  [new RegExp(String.raw`'([\w/.-]{1,60})' reached (?=${NUMBER})`, "i"), "$1: "],
  // the callbacks of Stable-Baselines3, and TensorFlow's estimators
  [/^Eval num_timesteps=(\d+),/, "step $1 [eval]"],
  [/Saving dict for global step (\d+):/, "step $1 [eval]"],
  // PyTorch's tutorial of CIFAR-10: epoch and batch
  [/^\[(\d+), +(\d+)\] loss: /, "Epoch $1 batch $2 loss: "],
  // Marian: epoch and update
  [/\bEp\. \d+ : Up\. (\d+) :/, "iteration $1 :"],
  // Joey NMT
  [/^Steps: (?=\d)/, "step "],
  // LitGPT: the iteration counts, and what the last evaluation came to is said again in each line
  [/\biter (\d+) step \d+(?= ?[|:])/, "iter $1"],
  [/(\| loss train: [\d.naif]+), val[^|]*(?=\|)/, "$1 "],
  // Flair
  [/ \((micro|macro) avg\) +/, " $1: "],
  // pytorch-a2c-ppo-acktr and those made after it
  [/mean\/median reward ([-\d.]+)\/[-\d.]+, min\/max reward \S+/, "mean_reward $1"],
  // PaddleOCR and its kin
  [/\bcur metric\b/, "eval"],
  // DGCNN and other networks of points: the epoch behind the rows
  [
    /^(\W{0,9})(train|training|val|valid|validation|test) (\d{1,7})[,:|] ?(?=[a-z][a-z_ ]{0,30}[:=]\s?[-+.\d])/i,
    "$1Epoch $3 $2 ",
  ],
  [/\btrained (?:with )?(?=[a-z][a-z_ ]{0,30}[:=])/i, "train "],
  [/\b(?:evaluated|validated) (?:with )?(?=[a-z][a-z_ ]{0,30}[:=])/i, "val "],
  [/\btested (?:with )?(?=[a-z][a-z_ ]{0,30}[:=])/i, "test "],
  [/(?<=[a-z)\]"'])\s{0,9}[-=]>\s{0,9}(?=[-+]?\.?\d)/gi, ": "],
  // the rates of several groups of weights: BasicSR's `lr:(1.000e-04,)`
  [RATES, "$1$2$3"],
];
/** A statistic, or rows, and what it is of, one of them in brackets: `avg(utility)`, `reward(mean)`, `loss (val)`. */
const STATISTIC =
  /\b(?:(avg|mean|average|median|min|max|std)\((\w{1,40})\)|(\w{1,40}) ?\((avg|mean|average|median|min|max|std|train|training|val|valid|validation|dev|test)\))(?=\s{0,5}[:=])/gi;
/** The Dice of each class on rows of the validation set, as nnU-Net prints them. */
const DICE = /\b(?:Pseudo dice|Average global foreground Dice:) \[([\d., enaif+-]{1,2000})\]/;
/** What tqdm writes of how long one takes, which is no measure. */
const PACE = /\[[\d:]{1,20}<[\d:?]{1,20}, {0,20}[\d.?]{1,20} ?(?:\w{1,20}\/s|s\/\w{1,20})/;
/** A count with commas between its thousands, behind the word for what it counts. */
const THOUSANDS =
  /(?<=\b(?:epoch|iter|iters|iteration|iterations|step|steps|update|updates|episode|episodes|frames|timesteps|batch)\b\s{0,3}[:=#]?\s{0,12})\d{1,3}(?:,\d{3})+(?!\d|,\d)/gi;

/** The line with names before its numbers. */
export function rewritten(line: string): string {
  const plain = REWRITTEN.reduce(
    (text, [pattern, words]) => text.replace(pattern, words),
    inPairs(namesApart(setsApart(withEpochOfBar(withEpochWord(withWholeCounts(line)))))),
  );
  return plain.replace(STATISTIC, "$1$4_$2$3").replace(PACE, "[").replace(
    DICE,
    (_, list: string) => `validation dice: ${meanOf(list)}`,
  );
}

function withWholeCounts(line: string): string {
  return line.includes(",") ? line.replace(THOUSANDS, (count) => count.replaceAll(",", "")) : line;
}
