/**
 * The network and its optimiser's moments in the kernel's memory.
 *
 * @module
 */
import type { Shape, Weights } from "../../model/weights.ts";
import { UPDATE_DEFAULTS } from "../contract.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { type Betas, momentUnits } from "./adam_step.ts";
import { columnCount, type Panels, readPanels, writePanels } from "./layout.ts";
import type { UpdateSettings } from "./update.ts";

/** Adam's moments as the contract has them. */
export interface Moments {
  readonly first: Weights<Float64Array>;
  readonly second: Weights<Float64Array>;
}

/** Weights and moments, in and out of the kernel's memory. */
export class Network {
  /** The kernel's record `Network`. */
  readonly record: Pointer;
  /** The kernel's record `Update`. */
  readonly update: Pointer;
  readonly #memory: WebAssembly.Memory;
  readonly #quantities: { readonly weights: Panels; readonly first: Panels; readonly second: Panels };
  /** Updates done. */
  step = 0;
  /** Whose units the kernel's moments are in. */
  #betas: Betas = UPDATE_DEFAULTS;
  /** Moments that wait for the next update to say in what unit the kernel shall have them. */
  #waiting: Moments | undefined;

  constructor({ memory, rows }: Kernel, arena: Arena, readonly shape: Shape) {
    const { hiddenSize, inputSize } = shape;
    const columns = columnCount(shape);
    const gateFloats = 3 * 4 * hiddenSize * columns;
    const blocks = arena.floats(gateFloats);
    const output = arena.floats(3 * (hiddenSize + 4));
    this.#memory = memory;
    this.record = arena.record(hiddenSize, inputSize, columns, blocks, output);
    this.update = arena.floats(2);
    const gates = floatsAt(memory, blocks, gateFloats);
    const panels = (index: number): Panels => ({
      gates,
      rows,
      columns,
      columnFloats: 3 * rows,
      slot: rows * index,
      output: floatsAt(memory, output + 4 * index * (hiddenSize + 4), hiddenSize + 4),
    });
    this.#quantities = { weights: panels(0), first: panels(1), second: panels(2) };
  }

  get weights(): Weights<Float32Array> {
    return readPanels(this.#quantities.weights, this.shape, (size) => new Float32Array(size));
  }

  set weights(weights: Weights<Float32Array>) {
    writePanels(this.#quantities.weights, weights);
  }

  /** Exact: a float32 times its unit in float64 and back is the same float32. */
  get moments(): Moments {
    const { first, second } = this.#quantities;
    const units = momentUnits(this.step, this.#betas);
    const read = (panels: Panels, unit: number) =>
      readPanels(panels, this.shape, (size) => new Float64Array(size), unit);
    return this.#waiting ??
      { first: read(first, units.first), second: read(second, units.second) };
  }

  set moments(moments: Moments) {
    this.#waiting = moments;
  }

  /** Hands the update's numbers to the kernel, and the moments in the unit that they ask for. */
  prepareUpdate({ clipNorm, weightDecay, beta1, beta2 }: UpdateSettings): void {
    floatsAt(this.#memory, this.update, 2).set([clipNorm, weightDecay]);
    if (beta1 !== this.#betas.beta1 || beta2 !== this.#betas.beta2) this.#waiting = this.moments;
    if (!this.#waiting) return;
    const units = momentUnits(this.step, { beta1, beta2 });
    writePanels(this.#quantities.first, this.#waiting.first, units.first);
    writePanels(this.#quantities.second, this.#waiting.second, units.second);
    this.#betas = { beta1, beta2 };
    this.#waiting = undefined;
  }
}
