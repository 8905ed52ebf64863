/**
 * The line of the user's program that a finding is about.
 *
 * @module
 */
import type { Finding, ProgramFacts } from "./records.ts";

/** What a rule speaks of, where it names no layer. */
const ABOUT: Readonly<Record<string, "optimizer" | "loss" | "training" | "data">> = {
  "update-size": "optimizer",
  "rate-sweep": "optimizer",
  "rate-out-of-range": "optimizer",
  "rate-runs-out": "optimizer",
  "learning-rate-too-high": "optimizer",
  "learning-rate-too-low": "optimizer",
  "frozen-layers": "optimizer",
  "output-does-not-fit-loss": "loss",
  "loss-does-not-fit-task": "loss",
  "labels-do-not-fit-output": "loss",
  "loss-reduction": "loss",
  "metric-does-not-fit": "loss",
  "gradient-stopped": "loss",
  "gradients-not-cleared": "training",
  "layer-mode": "training",
  "too-few-updates": "training",
  "batches-sorted": "data",
  "batch-size": "data",
  "unscaled-inputs": "data",
  "unscaled-targets": "data",
  "class-imbalance": "data",
  "validation-differs": "data",
};

/** The parts of a program that are no layers. */
const PARTS: readonly string[] = ["optimizer", "loss", "training", "data"];

/** As "train.py:31: model.compile(...)"; `undefined` where the record does not say. */
export function sourceLine(
  { rule, title, remedy }: Pick<Finding, "rule" | "title" | "remedy">,
  { script, source = {} }: ProgramFacts,
): string | undefined {
  const words = `${title} ${remedy}`.split(/[^\p{L}\p{N}_.]+/u).map((word) => word.replace(/\.$/, ""));
  const named = words.find((word, i) =>
    word in source && !PARTS.includes(word) && (/\p{L}/u.test(word) || words[i - 1] === "layer")
  );
  const place = source[named ?? ABOUT[rule] ?? ""];
  return script === undefined || place === undefined ? undefined : `${script}:${place.line}: ${place.text}`;
}
