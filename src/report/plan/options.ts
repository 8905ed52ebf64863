/**
 * The options A to E of the original report, each with what the evidence says for and against it.
 *
 * @module
 */
import type { Cause, Diagnosis, Evidence } from "../../monitor/mod.ts";
import { formatNumber } from "../../text/mod.ts";
import type { FollowedOrder } from "../run_facts.ts";

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

/** What options and risks are held against. */
export interface Grounds {
  readonly diagnosis: Diagnosis;
  readonly evidence: Evidence;
  readonly target: number;
  readonly orders?: readonly FollowedOrder[];
}

/** Weighs the options against a diagnosis. */
export function weighOptions(
  { diagnosis: { findings, verdict }, evidence, target, orders = [] }: Grounds,
): readonly WeighedOption[] {
  const chosen = OPTION_OF[verdict.cause] ?? "E";
  const title = (rule: string) => findings.find((finding) => finding.rule === rule)?.title;
  const { frozen, capacity } = evidence;
  const larger = capacity?.larger;
  const followed = (pattern: RegExp) =>
    orders.filter(({ order }) => pattern.test(order)).map((order) => followedText(order, target));
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
            formatNumber(frozen.testMse / target, 3)
          } times the target of ${target}`,
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
        ...followed(/150 epochs/),
      ],
    },
    { letter: "C", title: "Twice the units", reasons: [title("capacity"), ...followed(/^128 units/)] },
    {
      letter: "D",
      title: "Four times the units",
      reasons: followed(/^256 units/).length > 0 ? followed(/^256 units/) : [
        larger === undefined
          ? "No larger network was measured"
          : `${larger.hiddenSize} units reach ${formatNumber(larger.testMse)}: ` +
            (larger.testMse < target ? "no need to go further" : "the next size is not a cure by itself"),
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

/** What came of an order of the report. */
export function followedText({ order, testMse }: FollowedOrder, target: number): string {
  const reached = testMse.filter((mse) => mse < target).length;
  const [least, largest] = [Math.min(...testMse), Math.max(...testMse)].map((mse) => formatNumber(mse, 3));
  return `Followed (${order}): ${reached} of ${testMse.length} seeds reach MSE < ${target}; test MSE ${
    least === largest ? least : `${least} to ${largest}`
  }`;
}
