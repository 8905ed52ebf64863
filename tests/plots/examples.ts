/** One small, deterministic input for every figure. */
import { benchmarkBars } from "../../src/plots/benchmark_bars.ts";
import { beyondTraining } from "../../src/plots/beyond_training.ts";
import { curriculumCurve } from "../../src/plots/curriculum_curve.ts";
import { decisionTree } from "../../src/plots/decision_tree.ts";
import { errorBySize } from "../../src/plots/error_by_size.ts";
import { gradientNorms } from "../../src/plots/gradient_norms.ts";
import { gradientWindow } from "../../src/plots/gradient_window.ts";
import { lanes } from "../../src/plots/lanes.ts";
import { lossByFrequency } from "../../src/plots/loss_by_frequency.ts";
import { lossCurve } from "../../src/plots/loss_curve.ts";
import { lstmCell } from "../../src/plots/lstm_cell.ts";
import { mixture } from "../../src/plots/mixture.ts";
import { noiseSweep } from "../../src/plots/noise_sweep.ts";
import { phasePlane } from "../../src/plots/phase_plane.ts";
import { type Prediction, prediction } from "../../src/plots/prediction.ts";
import { predictionGrid } from "../../src/plots/prediction_grid.ts";
import { probeErrors } from "../../src/plots/probe_errors.ts";
import { runningAgainstFrozen } from "../../src/plots/running_against_frozen.ts";
import { seedStrip } from "../../src/plots/seed_strip.ts";
import { slowedUnit } from "../../src/plots/slowed_unit.ts";
import { spectrum } from "../../src/plots/spectrum.ts";
import { strips } from "../../src/plots/strips.ts";
import { memoryOverTime } from "../../src/plots/memory_over_time.ts";
import { timeToTarget } from "../../src/plots/time_to_target.ts";
import { unitTraces } from "../../src/plots/unit_traces.ts";
import { weightPicture } from "../../src/plots/weight_picture.ts";

const HERTZ = [1, 3, 5, 7];
/** Repeatable stand-in for noise, between -1 and 1. */
const wobble = (n: number) => Math.sin(12.9898 * n) * Math.cos(78.233 * n);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const seconds = range(200).map((n) => n / 200);
const sine = (hertz: number) => seconds.map((t) => Math.sin(2 * Math.PI * hertz * t));
const noisy = (hertz: number) => sine(hertz).map((value, n) => value + 0.3 * wobble(n + hertz));
const sum = seconds.map((_, n) => HERTZ.reduce((total, hertz) => total + noisy(hertz)[n] / 4, 0));
const runningLoss = range(50).map((n) => 0.376 + 0.03 * Math.exp(-n / 5) + 0.003 * wobble(n));
const example = (hertz: number): Prediction => ({
  hertz,
  seconds,
  target: sine(hertz),
  output: sine(hertz).map((value, n) => value + 0.05 * wobble(3 * n)),
  mixture: sum,
  testMse: 0.00125,
});

/** The figures by name. */
export const EXAMPLES: Readonly<Record<string, () => string>> = {
  strips: () =>
    strips({
      title: "One thing changed at a time",
      subtitle: "Every seed a dot.",
      measures: ["as trained", "begun late"],
      target: 0.01,
      panels: ["softened noise", "literal noise"].map((title, column) => ({
        title,
        rows: ["the curriculum", "biases left alone", "one start"].slice(0, 3 - column).map((label, row) => ({
          label,
          values: [
            range(5).map((n) => 10 ** (row - 4 + 0.2 * wobble(n + row))),
            range(5).map((n) => 10 ** (row - 3.5 + 0.2 * wobble(n - row))),
          ],
        })),
      })),
    }),
  gradient_window: gradientWindow,
  lanes: () =>
    lanes({
      durationSeconds: 10,
      windowSeconds: 0.5,
      startsSeconds: [0, 7.3, 2.1, 4.6],
      warmUpSeconds: 0.3,
      frequenciesHz: HERTZ,
    }),
  slowed_unit: () =>
    slowedUnit({
      writtenSeconds: 0.1,
      units: [0.02, 0.001, 0.001].map((step, row) => ({
        label: ["50 Hz", "1000 Hz, biases left alone", "1000 Hz, biases changed"][row],
        points: range(Math.round(0.4 / step)).map((n) => ({
          seconds: n * step,
          cell: Math.exp(-(n * step) / (row === 1 ? 0.01 : 0.1)),
        })),
      })),
    }),
  noise_sweep: () =>
    noiseSweep({
      target: 0.01,
      points: ["online", "filter curriculum", "limit of any filter"].flatMap((learner, row) =>
        range(5).map((n) => ({
          learner,
          phaseRange: n * Math.PI / 2,
          mse: Math.min(0.5, 10 ** (n - 1 - 2 * row)),
          lateStartMse: Math.min(0.9, 10 ** (n - 1.5 - row)),
        }))
      ),
    }),
  benchmark_bars: () =>
    benchmarkBars({
      title: "Updates per second at 64 units",
      unit: "updates per second",
      bars: [
        { label: "fused (WebAssembly)", median: 41_200, low: 40_100, high: 41_900 },
        { label: "tensorflow (tfjs-node)", median: 1_231, low: 1_180, high: 1_260 },
        { label: "reference (TypeScript)", median: 9_800, low: 9_300, high: 10_100 },
      ],
    }),
  curriculum_curve: () =>
    curriculumCurve({
      runningLoss: range(60).map((n) => 0.5 * Math.exp(-(n % 20) / 4) + 0.002),
      testMse: range(60).map((n) => n >= 40 && n % 5 === 4 ? 0.003 + 0.1 * Math.exp(-(n - 40) / 3) : null),
      stages: [{ from: 1, sampleRateHz: 50 }, { from: 21, sampleRateHz: 200 }, {
        from: 41,
        sampleRateHz: 1000,
      }],
      epochs: 60,
      target: 0.01,
    }),
  decision_tree: () =>
    decisionTree({
      measured: "test MSE 0.564 after 100 epochs at 128 units",
      taken: 4,
      branches: [
        { condition: "MSE < 0.01", verdict: "Excellent", advice: "Target achieved, proceed." },
        { condition: "MSE < 0.02", verdict: "Good", advice: "Acceptable performance, proceed." },
        { condition: "MSE < 0.03", verdict: "Marginal", advice: "Continue training to 150 epochs." },
        {
          condition: "MSE < 0.05",
          verdict: "Insufficient",
          advice: "Increase to 256 hidden units and train another 100 epochs.",
        },
        { verdict: "Critical issue", advice: "Ask the instructor; the task may not be feasible." },
      ],
    }),
  error_by_size: () =>
    errorBySize({
      zeroPredictor: 0.5,
      target: 0.01,
      panels: ["literal noise", "softened noise"].map((title, easier) => ({
        title,
        series: [
          {
            label: "online at 1000 Hz",
            points: [32, 64, 128, 256].map((units, n) => ({
              units,
              testMse: 0.5 + 0.012 * n - 0.1 * easier,
            })),
          },
          {
            label: "curriculum",
            points: [32, 64, 128].map((units, n) => ({ units, testMse: 0.002 / (n + 1) })),
          },
        ],
      })),
    }),
  gradient_norms: () =>
    gradientNorms({
      median: range(50).map((n) => 0.12 + 0.02 * wobble(n)),
      max: range(50).map((n) => 1.4 + 0.5 * wobble(n + 7)),
      clippedShare: range(50).map((n) => 0.02 + 0.01 * wobble(n + 3)),
      clipNorm: 1,
    }),
  loss_by_frequency: () =>
    lossByFrequency({
      hertz: HERTZ,
      runningLoss: range(50).map((
        n,
      ) => [0.0002 * Math.exp(-n / 20), 0.502, 0.503 + 0.002 * wobble(n), 0.501]),
      testMse: range(50).map((n) => n % 10 === 9 ? [0.5, 0.501, 0.5, 0.502] : null),
      target: 0.01,
    }),
  loss_curve: () =>
    lossCurve({
      runningLoss,
      published: runningLoss.map((loss, n) => n % 3 === 0 ? loss + 0.05 * wobble(n) : null),
      milestones: [
        { epoch: 5, expectedBelow: 0.38, redAbove: 0.42, greenBelow: 0.35 },
        { epoch: 20, expectedBelow: 0.25, redAbove: 0.30, greenBelow: 0.22 },
        { epoch: 50, expectedBelow: 0.10, redAbove: 0.15, greenBelow: 0.08 },
        { epoch: 100, expectedBelow: 0.02, redAbove: 0.03, greenBelow: 0.01 },
      ],
      target: 0.01,
      stoppedAt: 58,
    }),
  lstm_cell: lstmCell,
  mixture: () =>
    mixture({
      seconds,
      mixture: sum,
      components: HERTZ.map((hertz) => ({ hertz, noisy: noisy(hertz), clean: sine(hertz) })),
      noise: "phase noise up to 2π",
    }),
  phase_plane: () =>
    phasePlane({
      title: "Two units as a clock hand",
      subtitle: "One second.",
      seconds: 1,
      panels: ["unit 1 and 2", "unit 3 and 4"].map((title, pair) => ({
        title,
        xLabel: "cell state of the first",
        yLabel: "of the second",
        paths: ["as tested", "silence"].map((label, shrunk) => ({
          label,
          points: seconds.map((t) => ({
            x: Math.cos((pair + 5) * t) / (1 + shrunk),
            y: Math.sin((pair + 5) * t) / (1 + shrunk),
          })),
        })),
      })),
    }),
  prediction: () => prediction(example(3)),
  prediction_grid: () => predictionGrid(HERTZ.map(example)),
  probe_errors: () =>
    probeErrors({
      target: 0.01,
      traces: [
        {
          label: "as tested",
          points: range(20).map((n) => ({ seconds: n / 2, mse: 0.002 + 0.0005 * wobble(n) })),
        },
        {
          label: "late start",
          points: range(20).map((n) => ({ seconds: n / 2, mse: 0.003 + 0.4 * Math.exp(-2 * n) })),
        },
        { label: "silence", points: range(20).map((n) => ({ seconds: n / 2, mse: 0.6 + 0.1 * wobble(n) })) },
      ],
    }),
  running_against_frozen: () =>
    runningAgainstFrozen({
      runningLoss,
      testMse: range(50).map((n) => n % 5 === 4 ? 0.503 : null),
      zeroPredictor: 0.5,
      byFrequency: HERTZ.map((hertz, n) => ({ hertz, running: n === 0 ? 2e-5 : 0.5, frozen: 0.503 })),
    }),
  seed_strip: () =>
    seedStrip({
      results: range(12).map((n) => ({
        seed: n + 1,
        runningLoss: 0.4 + 0.025 * wobble(n),
        testMse: 0.52 + 0.02 * wobble(n + 5),
      })),
      published: 0.374,
      zeroPredictor: 0.5,
      shown: 1,
    }),
  spectrum: () =>
    spectrum({
      tones: HERTZ,
      spectra: ["softened", "literal"].map((label, row) => ({
        label,
        points: range(100).map((n) => ({
          hertz: n / 10,
          amplitude: row === 0 && HERTZ.includes(n / 10) ? 0.248 : 0.01 * Math.abs(wobble(n)),
        })),
      })),
    }),
  memory_over_time: () =>
    memoryOverTime({
      samples: Array.from({ length: 61 }, (_, minute) => ({
        seconds: 60 * minute,
        resident: 180 - 60 * Math.exp(-minute / 10),
        heap: 12 + 4 * (minute % 2),
        outside: 9,
      })),
      growth: { resident: 1.2, heap: -0.1 },
    }),
  time_to_target: () =>
    timeToTarget({
      target: 0.01,
      runs: [
        {
          label: "curriculum",
          points: range(30).map((n) => ({ seconds: 4 * n, mse: Math.exp(-n / 5) + 0.002 })),
        },
        {
          label: "plain TBPTT at 1000 Hz",
          points: range(30).map((n) => ({ seconds: 4 * n, mse: 0.3 + 0.2 / (n + 1) })),
        },
      ],
    }),
  beyond_training: () =>
    beyondTraining({
      target: 0.01,
      points: [
        { noise: "softened", condition: "as trained", mse: 1e-4, limitMse: 2e-5 },
        { noise: "literal", condition: "as trained", mse: 5e-5, limitMse: 0.5 },
        { noise: "softened", condition: "begun late", mse: 2e-4, limitMse: 2e-5 },
        { noise: "literal", condition: "begun late", mse: 0.9, limitMse: 0.5 },
        { noise: "quarter", condition: "detuned", mse: 0.02, limitMse: null },
      ],
    }),
  unit_traces: () =>
    unitTraces({
      seconds,
      units: [3, 17].map((unit) => ({
        unit,
        input: seconds.map((t) => 0.2 + 0.1 * Math.sin(unit * t)),
        forget: seconds.map((t) => 0.95 + 0.03 * Math.cos(unit * t)),
        output: seconds.map((t) => 0.5 + 0.3 * Math.sin(unit + 9 * t)),
        cell: seconds.map((t) => 2 * Math.sin(unit + 6 * t)),
        hidden: seconds.map((t) => Math.tanh(Math.sin(unit + 6 * t))),
      })),
    }),
  weight_picture: () =>
    weightPicture({
      title: "Weights from unit to unit",
      subtitle: "Two pairs that turn, one unit that reads.",
      weights: [[0, -1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, -0.1, 0], [0, 0, 0.1, 0, 0], [0, 9, 0, 0, 0]],
    }),
};
