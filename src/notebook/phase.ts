/**
 * States of a network as paths through a plane.
 *
 * @module
 */
import { Matrix, SVD } from "ml-matrix";
import { traceNetwork } from "../model/cell.ts";
import type { Weights } from "../model/mod.ts";
import type { Path, PhasePlane } from "../plots/phase_plane.ts";
import type { SignalRows } from "../signal/mod.ts";
import type { Stretch } from "./figures.ts";
import { conditions } from "./probes.ts";
import type { NotebookRun } from "./trained.ts";

/** Every so many samples a point. */
const STEP = 4;

/** Cell states of pairs of units, such as the oscillators of the network written down by hand. */
export function pairPanels(
  weights: Weights,
  rows: SignalRows,
  pairs: readonly { readonly title: string; readonly units: readonly [number, number] }[],
): PhasePlane["panels"] {
  const width = 1 + rows.selectors;
  const { steps } = traceNetwork(weights, rows.inputs.subarray(0, 1000 * width));
  return pairs.map(({ title, units: [first, second] }) => ({
    title,
    xLabel: `cell state of unit ${first}`,
    yLabel: `cell state of unit ${second}`,
    paths: [{
      label: "first second",
      points: every(steps).map(({ cell }) => ({ x: cell[first], y: cell[second] })),
    }],
  }));
}

/**
 * The hidden states of a trained network while one sine is asked for, under every condition, in the plane of the two
 * principal components of the states as tested.
 */
export function principalPanel(
  run: NotebookRun,
  title: string,
  { selector, from, to }: Stretch & { readonly selector: number },
): PhasePlane["panels"][number] {
  const heard = conditions(run).map(({ label, rows }) => ({
    label,
    states: hiddenStates(run, rows, selector, from, to),
  }));
  const tested = heard[0].states;
  const centre = tested.mean("column");
  const axes = new SVD(tested.clone().subRowVector(centre)).rightSingularVectors.subMatrixColumn([0, 1]);
  const path = ({ label, states }: typeof heard[number]): Path => ({
    label,
    points: states.clone().subRowVector(centre).mmul(axes).to2DArray().map(([x, y]) => ({ x, y })),
  });
  return { title, xLabel: "first component", yLabel: "second component", paths: heard.map(path) };
}

function hiddenStates(
  { weights, configuration: { sampleRateHz } }: NotebookRun,
  rows: SignalRows,
  selector: number,
  from: number,
  to: number,
): Matrix {
  const width = 1 + rows.selectors;
  const start = selector * rows.samples * width;
  const end = Math.round(to * sampleRateHz);
  const { steps } = traceNetwork(weights, rows.inputs.subarray(start, start + end * width));
  return new Matrix(every(steps.slice(Math.round(from * sampleRateHz))).map(({ hidden }) => [...hidden]));
}

function every<T>(steps: readonly T[]): T[] {
  return steps.filter((_, at) => at % STEP === 0);
}
