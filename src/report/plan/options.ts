/**
 * The options A to E of the original report, each with what the evidence says for and against it.
 *
 * @module
 */
import type { Diagnosis } from "../../monitor/mod.ts";
import type { Cause, Evidence } from "../../monitor/mod.ts";
import { formatNumber } from "../../text/mod.ts";

/** Letter of an option. */
export type OptionLetter = "A" | "B" | "C" | "D" | "E";

/** One option, weighed. */
export interface WeighedOption {
  readonly letter: OptionLetter;
  readonly title: string;
  readonly recommended: boolean;
  readonly reasons: readonly string[];
}

/** Which option removes a cause; every cause that is not size or time asks for another way of training. */
const OPTION_OF: Readonly<Partial<Record<Cause | "none" | "undetermined", OptionLetter>>> = {
  "none": "A",
  "training budget": "B",
  "capacity": "C",
};

/** Weighs the options against a diagnosis. */
export function weighOptions(
  { findings, verdict }: Diagnosis,
  evidence: Evidence,
  targetLoss: number,
): readonly WeighedOption[] {
  const chosen = OPTION_OF[verdict.cause] ?? "E";
  const title = (rule: string) => findings.find((finding) => finding.rule === rule)?.title;
  const { frozen, capacity } = evidence;
  const larger = capacity?.larger;
  const options: readonly {
    letter: OptionLetter;
    title: string;
    reasons: readonly (string | undefined)[];
  }[] = [
    {
      letter: "A",
      title: "Accept the current performance",
      reasons: [
        frozen === undefined
          ? "The error on frozen weights was not measured"
          : `Test MSE ${formatNumber(frozen.testMse)} is ${
            formatNumber(frozen.testMse / targetLoss)
          } times the target of ${targetLoss}`,
        title("no-learning"),
      ],
    },
    {
      letter: "B",
      title: "Continue training the current model",
      reasons: [
        title("stopped-while-improving"),
        title("plateau"),
        title("convergence"),
        title("divergence"),
      ],
    },
    { letter: "C", title: "Twice the units", reasons: [title("capacity")] },
    {
      letter: "D",
      title: "Four times the units",
      reasons: [
        larger === undefined
          ? "No larger network was measured"
          : `${larger.hiddenSize} units reach ${formatNumber(larger.testMse)}: ` +
            (larger.testMse < targetLoss ? "no need to go further" : "the next size is not a cure by itself"),
      ],
    },
    {
      letter: "E",
      title: "Another way of training, or another input",
      reasons: [
        chosen === "E" ? verdict.summary : `The cause is ${verdict.cause}, which this would not remove`,
      ],
    },
  ];
  return options.map(({ letter, title, reasons }) => ({
    letter,
    title,
    recommended: letter === chosen,
    reasons: reasons.filter((reason) => reason !== undefined),
  }));
}
