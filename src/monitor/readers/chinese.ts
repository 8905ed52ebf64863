/**
 * Names in Chinese, as training scripts print them: what they mean stands behind them.
 *
 * @module
 */

/** A Chinese character, for a class of a regular expression. */
export const HAN = String.raw`\u4e00-\u9fff`;

/** Words that say what is measured, on which rows, or what is counted. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/训练集?|訓練集?/g, "train"],
  [/验证集?|驗證集?/g, "val"],
  [/测试集?|測試集?/g, "test"],
  [/损失值?|損失值?/g, "loss"],
  [/准确[率度]|準確率|正确率|精度/g, "accuracy"],
  [/精确率/g, "precision"],
  [/召回率/g, "recall"],
  [/学习率|學習率/g, "learning_rate"],
  [/奖励/g, "reward"],
  [/困惑度/g, "perplexity"],
  [/平均/g, "avg"],
  [/最[佳好优高低]/g, "best"],
  [/轮次|轮数/g, "epoch"],
  [/步数|全局步/g, "step"],
  [/时间|用时|耗时/g, "time"],
];

const ANY = new RegExp(`[${HAN}]`), OTHER = new RegExp(`[${HAN}]+`, "g");

/**
 * The name with what its words mean behind it; without Chinese words that are known, as it was.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withMeaning("验证损失"), "验证损失 [val loss]");
 * assertEquals(withMeaning("val_loss"), "val_loss");
 * ```
 */
export function withMeaning(name: string): string {
  if (!ANY.test(name) || name.endsWith("]")) return name;
  const english = WORDS.reduce((text, [word, meaning]) => text.replace(word, ` ${meaning} `), name);
  const words = english.replace(OTHER, " ").trim().split(/\s+/).join(" ");
  return english === name ? name : `${name} [${words}]`;
}
