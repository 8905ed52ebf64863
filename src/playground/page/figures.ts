/**
 * All that is drawn from a snapshot.
 *
 * @module
 */
/// <reference lib="dom" />
import { createChart } from "../../page/chart.ts";
import { element, make } from "../../page/dom.ts";
import type { Diagnosis } from "../../monitor/mod.ts";
import type { MeasuredError } from "../../evaluation/mod.ts";
import type { TensorName } from "../../model/mod.ts";
import type { Levels, SecondThread, Snapshot } from "../protocol.ts";
import { FREQUENCIES_HZ, type Settings } from "../settings.ts";
import { createNumber, formatError } from "./number.ts";
import { createPhasePlane } from "../../page/phase_plane.ts";
import { createPredictionChart } from "../../page/prediction_chart.ts";
import { tellValues } from "../../page/values.ts";
import { verdictWords } from "../../monitor/verdict_words.ts";
import { createWeights } from "./weights.ts";

/** The figures of the page. */
export interface Figures {
  show(settings: Settings, snapshot: Snapshot, levels: Levels | null): void;
}

/** @param onWeight told when the reader changes a weight of the clock */
export function createFigures(onWeight: (tensor: TensorName, index: number, value: number) => void): Figures {
  const prediction = createPredictionChart(element("prediction"), element("prediction-keys"), {
    yLabel: "amplitude",
    range: [-1.3, 1.3],
  });
  const curve = createChart(element("curve"), {
    series: [
      { label: "running loss", colour: "--blue", width: 2 },
      { label: "frozen", colour: "--vermillion", width: 2 },
    ],
    height: 220,
    xLabel: "epoch",
    yLabel: "MSE",
    log: true,
    onCursor: (epoch, values) =>
      tellValues(
        element("curve-keys"),
        values.map((value) => epoch === null || value === null ? "" : formatError(value)),
        epoch === null ? "" : `epoch ${epoch}`,
      ),
  });
  const plane = createPhasePlane(element<HTMLCanvasElement>("plane"));
  const number = createNumber(element("number"));
  const weights = createWeights(element("weights"), onWeight);

  return {
    show(settings, snapshot, levels) {
      const { frozen, running, stretch, epoch, curve: points } = snapshot;
      const showsFrozen = settings.frozen || running === null;
      const shown = showsFrozen ? frozen : running;
      element("lab").classList.toggle("is-frozen", showsFrozen);
      number.show(shown.mse);
      const isUntrained = snapshot.status === "ready" && snapshot.epochs > 0;
      const recording = frozen.rateHz === 1000 ? "test recording" : `test recording at ${frozen.rateHz} Hz`;
      element("number-name").textContent = showsFrozen
        ? `error ${isUntrained ? "before training" : "on frozen weights"}, ${recording}`
        : "running loss, taken while the weights change";
      element("status").textContent = statusText(snapshot);
      element("output-key").textContent = stretch.running
        ? "prediction, an update after every sample"
        : "prediction, frozen weights";
      prediction.show([stretch.seconds, stretch.mixture, stretch.target, stretch.output], {
        marks: settings.silence ? [{ at: 1, label: "silence" }] : [],
      });
      prediction.describe(
        `Two seconds of the test recording: mixture, the ${
          FREQUENCIES_HZ[settings.selector]
        } Hz target, and the ` +
          `prediction, whose mean squared error over the whole recording is ${
            formatError(shown.byFrequency[settings.selector])
          }.`,
      );
      element("curve").closest("figure")!.hidden = snapshot.epochs === 0; // what is not trained has no course
      curve.setVisible(1, showsFrozen);
      element("frozen-key").hidden = !showsFrozen;
      const x = points.length > 0 ? points.map(({ epoch }) => epoch) : [0, Math.max(1, snapshot.epochs)];
      const column = (pick: (point: Snapshot["curve"][number]) => number | null) =>
        points.length > 0 ? points.map(pick) : [null, null];
      curve.show([x, column(({ running }) => running), column(({ frozen }) => frozen)], {
        levels: levelsOf(levels),
        marks: snapshot.stages.length > 1
          ? snapshot.stages.filter(({ from }) => from <= Math.max(1, epoch))
            .map(({ from, rateHz }) => ({ at: from, label: `${rateHz} Hz` }))
          : [],
      });
      curve.describe(
        running
          ? `Errors over ${epoch} epochs: running loss ${formatError(running.mse)}, frozen ${
            formatError(frozen.mse)
          }.`
          : `Not trained yet; frozen error ${formatError(frozen.mse)}.`,
      );
      showFrequencies(shown);
      showProbe(settings, snapshot);
      plane.show(snapshot.plane, stretch.seconds);
      element("plane-share").textContent = `${
        Math.round(100 * snapshot.plane.share)
      }% of its variance, two main directions`;
      showVerdict(snapshot.diagnosis);
      if (snapshot.weights) weights.show(snapshot.weights);
    },
  };
}

function levelsOf(levels: Levels | null) {
  return [
    { value: 0.5, label: "answering zero, 0.5" },
    { value: 0.01, label: "goal, 0.01" },
    ...(levels
      ? [
        // where the noise leaves nothing these two are the line of answering zero
        ...(levels.memoryless < 0.49
          ? [{ value: levels.memoryless, label: `memoryless, ${formatError(levels.memoryless)}` }]
          : []),
        ...(levels.filter < 0.49
          ? [{ value: levels.filter, label: `limit of any filter, ${formatError(levels.filter)}` }]
          : []),
      ]
      : []),
  ];
}

const STATUS: Readonly<Record<Snapshot["status"], string>> = {
  ready: "not trained yet",
  training: "training",
  paused: "paused",
  finished: "finished",
  diverged: "diverged",
};

const THREADS: Readonly<Record<SecondThread, string>> = {
  "not wanted": "1 thread",
  starting: "1 thread, a second is starting",
  training: "2 threads",
  failed: "1 thread, a second does not start",
};

function statusText(snapshot: Snapshot): string {
  const { status, epoch, epochs, rateHz, trainingSeconds, reachedAfter, secondThread } = snapshot;
  if (epochs === 0) return "nothing is trained here: the weights are written down";
  return [
    status === "paused" && epoch === 0 ? "paused in the first epoch" : STATUS[status],
    `epoch ${epoch} of ${epochs}`,
    `${rateHz} Hz`,
    `${trainingSeconds.toFixed(1)} s on ${THREADS[secondThread]}`,
    ...(reachedAfter === null ? [] : [`below 0.01 after ${reachedAfter.toFixed(1)} s of training`]),
  ].join(" · ");
}

/** Bars on a logarithmic scale from 1e-5 to 1. */
function showFrequencies({ byFrequency }: MeasuredError): void {
  const place = (mse: number) => 100 * Math.min(1, Math.max(0, (Math.log10(mse) + 5) / 5));
  const container = element("frequencies");
  if (container.childElementCount === 0) {
    container.append(
      ...FREQUENCIES_HZ.map((hertz) =>
        make(
          "div",
          { class: "frequency" },
          make("span", {}, `${hertz} Hz`),
          make(
            "span",
            { class: "track" },
            make("i"),
            make("u", { style: `left:${place(0.01)}%` }),
            make("u", { style: `left:${place(0.5)}%` }),
          ),
          make("span", { class: "value" }),
        )
      ),
      make("p", { class: "scale-note" }, "logarithmic; dotted: the goal 0.01, answering zero 0.5"),
    );
  }
  byFrequency.forEach((mse, at) => {
    const row = container.children[at];
    row.querySelector("i")!.style.width = `${place(mse)}%`;
    row.querySelector(".value")!.textContent = formatError(mse);
  });
}

function showProbe({ silence, late, selector }: Settings, { probe, frozen }: Snapshot): void {
  element("probe").textContent = probe === null
    ? ""
    : `${silence ? "silent from 1 s on" : "begun 0.13 s late"}: error from 1 s on ${
      formatError(probe.mse)
    } over all sines, ${formatError(probe.byFrequency[selector])} for this one${
      late || silence ? ` (undisturbed ${formatError(frozen.mse)})` : ""
    }`;
}

function showVerdict(diagnosis: Diagnosis | null): void {
  const container = element("verdict");
  if (diagnosis === null) {
    container.replaceChildren(make("p", { class: "muted" }, "It speaks after the first epoch."));
    return;
  }
  const { verdict, findings } = diagnosis, { action } = verdict, { statement, cause } = verdictWords(verdict);
  container.replaceChildren(
    make("p", {}, statement),
    ...(cause === undefined ? [] : [make("p", {}, make("b", {}, "Likely cause: "), cause)]),
    ...(cause === undefined ? [] : [make("p", { class: "muted" }, action)]),
    make("ul", {}, ...findings.map(({ severity, title }) => make("li", { class: severity }, title))),
  );
}
