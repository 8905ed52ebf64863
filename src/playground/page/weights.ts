/**
 * The weights of the constructed clock as four maps, one a gate. A weight is chosen with the pointer or the arrow keys,
 * and can be turned.
 *
 * @module
 */
/// <reference lib="dom" />
import { colour, make } from "../../page/dom.ts";
import type { TensorName, Weights } from "../../model/mod.ts";

const GATES = ["input gate", "forget gate", "candidate", "output gate"] as const;
const UNITS = 12;
/** Units, then S and the four selectors, then the bias. */
const SOURCES = [
  ...Array.from({ length: UNITS }, (_, unit) => `unit ${unit + 1}`),
  "S",
  ...[1, 3, 5, 7].map((hertz) => `the ${hertz} Hz selector`),
  "the bias",
];

interface Place {
  readonly tensor: TensorName;
  readonly index: number;
}

/** See the module. */
export function createWeights(
  container: HTMLElement,
  onWeight: (tensor: TensorName, index: number, value: number) => void,
): { show(weights: Weights<Float32Array>): void } {
  const canvas = make("canvas", { class: "heat", role: "application", tabindex: "0" });
  const output = make("output", { "aria-live": "polite" });
  const button = (text: string, act: (value: number) => number, name: string) => {
    const made = make("button", { "aria-label": name }, text);
    made.addEventListener("click", () => turn(act));
    return made;
  };
  const restore = make("button", {}, "Undo all");
  container.append(
    canvas,
    make(
      "div",
      { class: "weight-edit" },
      output,
      button("−0.1%", (value) => value * 0.999, "Turn down by a thousandth"),
      button("+0.1%", (value) => value * 1.001, "Turn up by a thousandth"),
      button("−10%", (value) => value * 0.9, "Turn down by a tenth"),
      button("+10%", (value) => value * 1.1, "Turn up by a tenth"),
      button("cut", () => 0, "Cut this weight"),
      restore,
    ),
  );
  let weights: Weights<Float32Array> | null = null;
  let original: Weights<Float32Array> | null = null;
  // the 3 Hz oscillator's own sine weight: gate row 2 (candidate), unit 3 from unit 4
  let [gate, unit, source] = [2, 2, 3];

  function placeOf(gate: number, unit: number, source: number): Place {
    const { hiddenSize, inputSize } = weights!.shape;
    const row = gate * hiddenSize + unit;
    if (source < UNITS) return { tensor: "weightHh", index: row * hiddenSize + source };
    if (source < UNITS + inputSize) return { tensor: "weightIh", index: row * inputSize + source - UNITS };
    return { tensor: "biasIh", index: row };
  }

  function valueAt({ tensor, index }: Place): number {
    return weights![tensor][index];
  }

  function turn(act: (value: number) => number): void {
    const place = placeOf(gate, unit, source);
    onWeight(place.tensor, place.index, act(valueAt(place)));
  }

  restore.addEventListener("click", () => {
    for (const tensor of ["weightHh", "weightIh", "biasIh"] as const) {
      original?.[tensor].forEach((value, index) => {
        if (value !== weights![tensor][index]) onWeight(tensor, index, value);
      });
    }
  });

  function geometry() {
    const width = canvas.clientWidth || 300;
    const cell = Math.floor((width - 14) / 2 / SOURCES.length);
    const block = { width: cell * SOURCES.length, height: cell * UNITS + 18 };
    return { cell, block, width, height: 2 * block.height };
  }

  function draw(): void {
    if (!weights) return;
    const { cell, block, width, height } = geometry();
    canvas.style.height = `${height}px`;
    [canvas.width, canvas.height] = [width * devicePixelRatio, height * devicePixelRatio];
    const context = canvas.getContext("2d")!;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.font = "11px system-ui, sans-serif";
    const [positive, negative, empty] = [colour("--vermillion"), colour("--blue"), colour("--wash")];
    GATES.forEach((name, g) => {
      const [row, column] = [g >> 1, g % 2];
      const [left, top] = [column * (block.width + 14), row * block.height];
      context.globalAlpha = 1;
      context.fillStyle = colour("--muted");
      context.fillText(name, left, top + 12);
      for (let u = 0; u < UNITS; u++) {
        for (let s = 0; s < SOURCES.length; s++) {
          const value = valueAt(placeOf(g, u, s));
          const [x, y] = [left + s * cell, top + 17 + u * cell];
          context.globalAlpha = 1;
          context.fillStyle = empty;
          context.fillRect(x, y, cell - 1, cell - 1);
          // weights from a thousandth to forty, on a logarithmic scale
          context.globalAlpha = value === 0
            ? 0
            : Math.min(1, Math.max(0.15, (Math.log10(Math.abs(value)) + 4) / 5));
          context.fillStyle = value > 0 ? positive : negative;
          context.fillRect(x, y, cell - 1, cell - 1);
          if (g === gate && u === unit && s === source) {
            context.globalAlpha = 1;
            context.strokeStyle = colour("--ink");
            context.lineWidth = 2;
            context.strokeRect(x - 1, y - 1, cell + 1, cell + 1);
          }
        }
      }
    });
    const value = valueAt(placeOf(gate, unit, source));
    output.textContent = `${GATES[gate]} of unit ${unit + 1} from ${SOURCES[source]}: ${
      Number(value.toPrecision(5))
    }`;
    canvas.setAttribute(
      "aria-label",
      `Weights of four gates, ${UNITS} units each. ${output.textContent}. Arrow keys move, Page Up and Page Down change the gate.`,
    );
  }

  function moveTo(nextGate: number, nextUnit: number, nextSource: number): void {
    gate = (nextGate + GATES.length) % GATES.length;
    unit = Math.min(UNITS - 1, Math.max(0, nextUnit));
    source = Math.min(SOURCES.length - 1, Math.max(0, nextSource));
    draw();
  }

  canvas.addEventListener("keydown", (event) => {
    const moves: Record<string, [number, number, number]> = {
      ArrowLeft: [0, 0, -1],
      ArrowRight: [0, 0, 1],
      ArrowUp: [0, -1, 0],
      ArrowDown: [0, 1, 0],
      PageUp: [-1, 0, 0],
      PageDown: [1, 0, 0],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    moveTo(gate + move[0], unit + move[1], source + move[2]);
  });
  canvas.addEventListener("pointerdown", ({ offsetX, offsetY }) => {
    const { cell, block } = geometry();
    const [row, column] = [Math.floor(offsetY / block.height), offsetX > block.width + 7 ? 1 : 0];
    const [x, y] = [offsetX - column * (block.width + 14), offsetY - row * block.height - 17];
    moveTo(2 * row + column, Math.floor(y / cell), Math.floor(x / cell));
  });
  new ResizeObserver(draw).observe(container);
  return {
    show(next) {
      weights = next;
      original ??= next;
      draw();
    },
  };
}
