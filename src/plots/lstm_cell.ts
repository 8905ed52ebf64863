import { figure } from "./figure.ts";
import { label } from "./svg.ts";
import { COLOURS, INK, MUTED, PAPER } from "./theme.ts";

const CELL_Y = 60, GATE_Y = 205, INPUT_Y = 292;
const GATES = [
  { x: 190, symbol: "σ", name: "forget gate f", colour: COLOURS.vermillion },
  { x: 310, symbol: "σ", name: "input gate i", colour: COLOURS.green },
  { x: 410, symbol: "tanh", name: "candidate g", colour: COLOURS.blue },
  { x: 530, symbol: "σ", name: "output gate o", colour: COLOURS.purple },
];

/** A sketch of one step of an LSTM cell (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000). */
export function lstmCell(): string {
  const [f, i, g, o] = GATES.map(({ x }) => x);
  const add = (i + g) / 2;
  return figure({
    title: "One step of an LSTM cell",
    subtitle:
      "The cell state c runs along the top and is only scaled (by f) and added to (by i times g); the gates are read from the input row x and the last output h.",
    height: 350,
    drawing: [
      `<rect x="120" y="18" width="565" height="308" rx="16" fill="${INK}" fill-opacity="0.04" stroke="${MUTED}" stroke-dasharray="5,4"/>`,
      wire(`M40,${CELL_Y}H720`, 3.5),
      wire(`M40,${INPUT_Y}H${o}`),
      wire(`M80,340V${INPUT_Y}`),
      ...GATES.map(({ x }) => wire(`M${x},${INPUT_Y}V${GATE_Y}`)),
      wire(`M${f},${GATE_Y}V${CELL_Y}`),
      wire(`M${i},${GATE_Y}V135H${g}M${g},${GATE_Y}V135`),
      wire(`M${add},135V${CELL_Y}`),
      wire(`M640,${CELL_Y}V135M${o},${GATE_Y}V175H640M640,135V${INPUT_Y}H720`),
      ...GATES.map(gate),
      operation(f, CELL_Y, "×"),
      operation(add, 135, "×"),
      operation(add, CELL_Y, "+"),
      operation(640, 175, "×"),
      `<rect x="612" y="100" width="56" height="30" rx="6" fill="${PAPER}" stroke="${INK}" stroke-width="1.5"/>`,
      label(640, 120, "tanh", { anchor: "middle" }),
      label(36, CELL_Y - 12, "c(t-1)", { style: "italic" }),
      label(724, CELL_Y - 12, "c(t)", { style: "italic", anchor: "end" }),
      label(36, INPUT_Y - 10, "h(t-1)", { style: "italic" }),
      label(724, INPUT_Y - 10, "h(t)", { style: "italic", anchor: "end" }),
      label(90, 344, "x(t) = [S, C1, C2, C3, C4]", { style: "italic" }),
    ].join(""),
  });
}

function wire(path: string, width = 1.8): string {
  return `<path d="${path}" fill="none" stroke="${INK}" stroke-width="${width}" stroke-linejoin="round"/>`;
}

function gate({ x, symbol, name, colour }: typeof GATES[number]): string {
  return `<rect x="${x - 32}" y="${
    GATE_Y - 17
  }" width="64" height="34" rx="6" fill="${PAPER}" stroke="${colour}" stroke-width="3"/>` +
    label(x, GATE_Y + 5, symbol, { anchor: "middle", weight: "bold" }) +
    label(x + 7, GATE_Y + 40, name, { size: 13 });
}

function operation(x: number, y: number, symbol: string): string {
  return `<circle cx="${x}" cy="${y}" r="13" fill="${PAPER}" stroke="${INK}" stroke-width="1.8"/>` +
    label(x, y + 6, symbol, { anchor: "middle", size: 18, weight: "bold" });
}
