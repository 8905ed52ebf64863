import type { Preset, RunResult, Submission } from "../../src/submission/record.ts";

const RUN: RunResult = {
  run: "baseline-64",
  units: 64,
  epochs: 50,
  noise: "literal",
  frequenciesHz: [1, 3, 5, 7],
  runningLoss: 0.38,
  trainMse: 0.5,
  testMse: 0.5,
  testMseByFrequency: [0.5, 0.5, 0.5, 0.5],
  gap: { value: 1e-5, low: -1e-5, high: 3e-5 },
  zero: 0.5,
  memoryless: 0.5,
};

function preset(noise: string): Preset {
  const run = `curriculum-64-${noise}`;
  const graph = (number: number) => `<svg aria-label="graph ${number} of ${run}"></svg>`;
  return {
    ...RUN,
    run,
    noise,
    trainMse: 1e-4,
    testMse: 2e-4,
    testMseByFrequency: [1e-4, 2e-4, 2e-4, 3e-4],
    memoryless: noise === "literal" ? 0.5 : 0.3,
    graph1: graph(1),
    graph2: graph(2),
  };
}

const at = (value: number) => ({ min: value, median: value, max: value });
const five = (mse: number) => ({ ...at(mse), all: Array.from({ length: 5 }, () => mse) });
const spread = (lateStart: number, silence: number) => ({
  seeds: 10,
  testMse: at(2e-4),
  worstFrequency: at(3e-4),
  lateStart: at(lateStart),
  silence: at(silence),
  secondsToTarget: at(12),
});
const WITHOUT = ["biases left alone", "L = 1 in every stage", "1000 Hz alone"] as const;
const NOISES = ["softened", "quarter", "literal"] as const;

/** A submission of made-up figures that bear out what the report says. */
export const SUBMISSION: Submission = {
  author: { name: "A <script>", id: "7" },
  date: "2026-01-01",
  findings: {
    target: 0.01,
    protocol: "frozen weights",
    online: { baseline: RUN, retrain: { ...RUN, run: "retrain-128", units: 128 } },
    presets: NOISES.map(preset),
    seeds: [{ runningLoss: 0.38, testMse: 0.5 }],
    publishedRunningLoss: 0.374,
    curriculum: { softened: spread(1e-4, 0.7), quarter: spread(1e-4, 0.7), literal: spread(0.9, 1e-4) },
    capacity: NOISES.flatMap((noise) => [
      { way: "online", noise, hiddenSize: 32, testMse: 0.3 },
      { way: "windows", noise, hiddenSize: 32, testMse: 0.1 },
      { way: "curriculum", noise, hiddenSize: 32, testMse: 0.001 },
    ]),
    ablations: [
      { arm: "the curriculum", noise: "softened", testMse: five(8e-4), lateStartMse: five(5e-4) },
      ...WITHOUT.map((arm) => ({
        arm,
        noise: "softened" as const,
        testMse: five(0.2),
        lateStartMse: five(0.3),
      })),
    ],
    beyond: NOISES.map((noise) => ({ noise, condition: "frequencies 5 % high", mse: 0.1 })),
    figures: { seeds: "<svg></svg>", sizes: "<svg></svg>" },
  },
  code: [{ path: "src/a.ts", source: "const a = 1 < 2;" }],
  commands: [{ command: "deno task train", does: "trains" }],
  versions: { deno: "2.9.6" },
  coverage: { linesFound: 200, linesHit: 190, files: 12 },
  selfAssessment: "Trained two networks.",
};

/** The same with one preset's run changed. */
export function withPreset(index: number, changes: Partial<Preset>): Submission {
  const { findings } = SUBMISSION;
  const presets = findings.presets.map((one, at) => at === index ? { ...one, ...changes } : one);
  return { ...SUBMISSION, findings: { ...findings, presets } };
}
