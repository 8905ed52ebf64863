import { figure } from "./figure.ts";
import { label, wrap } from "./svg.ts";
import { BACKDROP, COLOURS, GRID, INK, MUTED, PAPER, WIDTH } from "./theme.ts";

/** One question of the tree and where "yes" leads; the last branch has no question. */
export interface DecisionBranch {
  /** Such as "test MSE < 0.01"; left out on the last branch. */
  readonly condition?: string;
  readonly verdict: string;
  readonly advice: string;
}

/** Input of {@linkcode decisionTree}. */
export interface DecisionTree {
  /** What was measured, such as "test MSE 0.503". */
  readonly measured: string;
  readonly branches: readonly DecisionBranch[];
  /** Index of the branch the measurement leads to. */
  readonly taken: number;
  readonly title?: string;
}

const ROW = 78;
const QUESTION = { x: 16, width: 250, height: 50 };
const ANSWER = { x: 344, width: WIDTH - 344 - 16, height: 58 };

/** The decision tree, asked from top to bottom, with the path taken drawn heavy. */
export function decisionTree({ measured, branches, taken, title }: DecisionTree): string {
  const parts = branches.flatMap((branch, row) => {
    const y = 10 + row * ROW;
    const [asked, answered] = [row <= taken, row === taken];
    const middle = y + QUESTION.height / 2;
    const arrow = `M${QUESTION.x + QUESTION.width},${middle}H${ANSWER.x - 2}`;
    return [
      branch.condition === undefined
        ? `<path d="M${centre},${y - 4}V${middle}H${ANSWER.x - 2}" ${stroke(answered)} fill="none"/>`
        : [
          box(QUESTION, y, asked, PAPER),
          label(centre, middle + 5, branch.condition, {
            anchor: "middle",
            colour: asked ? INK : MUTED,
            weight: asked ? "bold" : "normal",
          }),
          `<path d="${arrow}" ${stroke(answered)} fill="none"/>`,
          label(QUESTION.x + QUESTION.width + 39, middle - 7, "yes", {
            anchor: "middle",
            colour: answered ? INK : MUTED,
          }),
          row + 1 < branches.length
            ? `<path d="M${centre},${y + QUESTION.height}V${y + ROW - 4}" ${
              stroke(row < taken)
            } fill="none"/>`
            : "",
          label(centre + 8, y + QUESTION.height + 18, "no", { colour: row < taken ? INK : MUTED }),
        ].join(""),
      arrowHead(ANSWER.x, middle, answered),
      box(ANSWER, y - 4, answered, answered ? COLOURS.orange : PAPER),
      label(ANSWER.x + 12, y + 17, branch.verdict, { weight: "bold", colour: answered ? INK : MUTED }),
      ...wrap(branch.advice, ANSWER.width - 24, 13).slice(0, 2).map((line, index) =>
        label(ANSWER.x + 12, y + 33 + 15 * index, line, { size: 13, colour: answered ? INK : MUTED })
      ),
    ];
  });
  return figure({
    title: title ?? "The report's decision tree",
    subtitle: `Measured: ${measured}. The heavy line is the path taken.`,
    height: branches.length * ROW,
    drawing: parts.join(""),
  });
}

const centre = QUESTION.x + QUESTION.width / 2;

function stroke(heavy: boolean): string {
  return heavy ? `stroke="${INK}" stroke-width="3"` : `stroke="${BACKDROP}" stroke-width="1.5"`;
}

function box(
  place: { x: number; width: number; height: number },
  y: number,
  heavy: boolean,
  fill: string,
): string {
  return `<rect x="${place.x}" y="${y}" width="${place.width}" height="${place.height}" rx="8" fill="${fill}" ` +
    `fill-opacity="${fill === PAPER ? 1 : 0.3}" stroke="${heavy ? INK : GRID}" stroke-width="${
      heavy ? 2.5 : 1.5
    }"/>`;
}

function arrowHead(x: number, y: number, heavy: boolean): string {
  return `<path d="M${x - 9},${y - 5}L${x},${y}L${x - 9},${y + 5}Z" fill="${heavy ? INK : BACKDROP}"/>`;
}
