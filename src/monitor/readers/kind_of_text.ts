/**
 * What a text is, told by how it begins: a table, JSON, or what one of many tools prints.
 *
 * @module
 */
import { historyFromAllenNlp, looksLikeAllenNlp } from "./allennlp_log.ts";
import { historyFromBlocks, looksLikeBlocks } from "./block_log.ts";
import { looksBoosted } from "./boosted_log.ts";
import { historyFromBoxes, looksBoxed } from "./boxed_log.ts";
import { historyFromCaffe, looksLikeCaffe } from "./caffe_log.ts";
import { historyFromConsole } from "./console.ts";
import { historyFromDarknet, looksLikeDarknet } from "./darknet_log.ts";
import { historyFromDcgan, looksLikeDcgan } from "./dcgan_log.ts";
import { historyFromDeap, looksLikeDeap } from "./deap_log.ts";
import { historyFromEspnet, looksLikeEspnet } from "./espnet_log.ts";
import { historyFromFastText, looksLikeFastText } from "./fasttext_log.ts";
import { historyFromImageNet, looksLikeImageNet } from "./imagenet_log.ts";
import { historyFromJde, looksLikeJde } from "./jde_log.ts";
import { historyFromKaldi, looksLikeKaldi } from "./kaldi_report.ts";
import { historyFromKinds, looksLikeKinds } from "./kinds_log.ts";
import { historyFromLstmTraining, looksLikeLstmTraining } from "./lstmtraining_log.ts";
import { looksLikeNamedLists } from "./python_text.ts";
import { historyFromRestoration, looksLikeRestoration } from "./restoration_log.ts";
import { historyFromSockeye, looksLikeSockeye } from "./sockeye_metrics.ts";
import { historyFromSpacy, looksLikeSpacy } from "./spacy_log.ts";
import { looksPrinted } from "./telling_lines.ts";
import { historyFromYolo, looksLikeYolo } from "./yolo_log.ts";

/** What a text is, told by how it begins. */
export function kindOf(text: string): "boosted" | "printed" | "table" | "document" | "lines" {
  if (looksBoosted(text)) return "boosted";
  // JSON begins with a quoted key, a bracket of its own or a number; a line of a log with its time in brackets
  const isJson = /^(\{\s*["}]|\[\s*(["[\]{]|[-+\d.eE,\s]+([\],]|$|NaN|null)|N|I|n))/.test(text) &&
    !/^\[([^[{\n]*\]\s*\w|\d+[/:-]\d+)/.test(text);
  // a document's text that was written as JSON once more
  const isPackedTwice = /^"\s*[{[][^\n]*"\s*$/.test(text);
  if (looksLikeNamedLists(text) || text.startsWith("defaultdict(") || isPackedTwice) return "document";
  if (!isJson && printer(text) !== undefined) return "printed";
  if (text[0] !== "{" && !(text[0] === "[" && isJson) || BRACKETED.test(text)) return "table";
  return /^\{"(recorder|experiment)":/.test(text) || /^\{.*\}\n\{/.test(text) ? "lines" : "document";
}

/** Numbers in brackets, a line an epoch: as Python prints a list of them. */
const BRACKETED = /^\[[^[\]{}\n"]*\]\n\[/;

/** What is printed by a tool that has a layout of its own, before what may be anybody's. */
const PRINTERS = [
  { looks: looksBoxed, read: historyFromBoxes },
  { looks: looksLikeDeap, read: historyFromDeap },
  { looks: looksLikeSockeye, read: historyFromSockeye },
  { looks: looksLikeKaldi, read: historyFromKaldi },
  { looks: looksLikeAllenNlp, read: historyFromAllenNlp },
  { looks: looksLikeFastText, read: historyFromFastText },
  { looks: looksLikeLstmTraining, read: historyFromLstmTraining },
  { looks: looksLikeJde, read: historyFromJde },
  { looks: looksLikeYolo, read: historyFromYolo },
  { looks: looksLikeCaffe, read: historyFromCaffe },
  { looks: looksLikeDarknet, read: historyFromDarknet },
  { looks: looksLikeSpacy, read: historyFromSpacy },
  { looks: looksLikeEspnet, read: historyFromEspnet },
  { looks: looksLikeImageNet, read: historyFromImageNet },
  { looks: looksLikeKinds, read: historyFromKinds },
  { looks: looksLikeDcgan, read: historyFromDcgan },
  { looks: looksLikeRestoration, read: historyFromRestoration },
  { looks: looksLikeBlocks, read: historyFromBlocks },
  { looks: looksPrinted, read: historyFromConsole },
] as const;

export function printer(text: string) {
  return PRINTERS.find(({ looks }) => looks(text));
}
