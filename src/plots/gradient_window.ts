import { figure } from "./figure.ts";
import { label } from "./svg.ts";
import { COLOURS, INK, MUTED, PAPER } from "./theme.ts";

/** Rows that are drawn, and how many of them a window holds. */
const ROWS = 8, WINDOW = 4;
const LEFT = 80, STEP = 86, BOX = 44;

/** A sketch of what an update is told of the past: one row with L = 1, a window of rows otherwise. */
export function gradientWindow(): string {
  return figure({
    title: "What an update is told of the past",
    subtitle:
      "One box a row, time to the right. The state goes on to the next row in both; the gradient stops at the dashed lines.",
    legend: [
      { label: "state (h, c), carried on", colour: INK, mark: "line" },
      { label: "gradient of the losses, going back", colour: COLOURS.vermillion, mark: "line" },
    ],
    height: 262,
    drawing: strip(0, "L = 1: an update after every row", 1) +
      strip(136, `A window of ${WINDOW} rows: an update after each window`, WINDOW),
  });
}

function strip(top: number, title: string, window: number): string {
  const y = top + 58, bottom = y + BOX / 2;
  const parts = [label(16, top + 14, title, { weight: "bold" })];
  for (let row = 0; row < ROWS; row++) {
    const x = LEFT + row * STEP;
    const begins = row % window === 0;
    parts.push(
      pointer([x - STEP + BOX / 2, y], [x - BOX / 2, y], INK),
      `<rect x="${x - BOX / 2}" y="${
        y - BOX / 2
      }" width="${BOX}" height="${BOX}" rx="6" fill="${PAPER}" stroke="${INK}" stroke-width="1.6"/>`,
      label(x, y + 5, row === 0 ? "t" : `t+${row}`, { anchor: "middle", style: "italic" }),
      pointer([x + 12, bottom + 26], [x + 12, bottom + 1], COLOURS.vermillion),
    );
    if (!begins) {
      const [from, to] = [x - 12, x - STEP + 12];
      parts.push(
        `<path d="M${from},${bottom + 1}V${bottom + 14}H${
          to + 14
        }" fill="none" stroke="${COLOURS.vermillion}" stroke-width="2"/>`,
        pointer([to + 14, bottom + 14], [to + 3, bottom + 14], COLOURS.vermillion),
      );
    } else if (row > 0) {
      const edge = x - STEP / 2;
      parts.push(
        `<path d="M${edge},${top + 26}V${
          bottom + 30
        }" fill="none" stroke="${MUTED}" stroke-width="1.5" stroke-dasharray="5,4"/>`,
      );
    }
  }
  return parts.join("");
}

/** A straight arrow. */
function pointer(
  [x, y]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  colour: string,
): string {
  const length = Math.hypot(toX - x, toY - y);
  const [along, up] = [(toX - x) / length, (toY - y) / length];
  const [baseX, baseY] = [toX - 8 * along, toY - 8 * up];
  const corners = [[toX, toY], [baseX - 4 * up, baseY + 4 * along], [baseX + 4 * up, baseY - 4 * along]];
  return `<path d="M${x},${y}L${baseX},${baseY}" fill="none" stroke="${colour}" stroke-width="2"/>` +
    `<polygon points="${corners.map((corner) => corner.join(",")).join(" ")}" fill="${colour}"/>`;
}
