import { assertEquals } from "@std/assert";
import { makeMixture } from "../../src/signal/mod.ts";
import { CURRICULA } from "../../src/training/curricula.ts";
import { epochWindows } from "../../src/training/pass.ts";
import type { Stage } from "../../src/training/stage.ts";
import { epochGenerator } from "../../src/training/epoch.ts";

const recording = makeMixture({ noise: "softened", durationSeconds: 4 });
const windowsOf = (changes: Partial<Stage>, epoch = 0) => {
  const stage = { ...CURRICULA.softened[0], ...changes };
  return [...epochWindows(recording, { stage, epoch }, epochGenerator(0, 1))];
};

Deno.test("passes: an epoch is one recording's length, whatever the horizon", () => {
  for (const horizon of [0.5, 1, 2, 4, 10]) {
    const windows = windowsOf({ horizonsSeconds: [horizon], windowSeconds: 0.5 });
    const samples = windows.reduce((sum, { targets }) => sum + targets.length, 0);
    assertEquals(samples, 4 * 50 * 16); // seconds, samples a second, lanes
    assertEquals(windows.filter(({ begins }) => begins).length, Math.ceil(4 / horizon));
  }
});

Deno.test("passes: a silent one may be longer than the recording, and is an epoch then; no other may", () => {
  const seconds = (noise: Stage["noise"]) =>
    windowsOf({ noise, horizonsSeconds: [6], windowSeconds: null }).map(({ targets }) =>
      targets.length / 50 / 16
    );
  assertEquals(seconds("silent"), [6]);
  assertEquals(seconds("redrawn"), [4]);
});

Deno.test("passes: without a window, back-propagation reaches back to the pass's first sample", () => {
  const windows = windowsOf({ horizonsSeconds: [2], windowSeconds: null });
  assertEquals(windows.map(({ begins, targets }) => [begins, targets.length]), [[true, 1600], [true, 1600]]);
});

Deno.test("passes: lanes take turns through the selectors", () => {
  const [{ inputs, targets }] = windowsOf({ starts: 2 });
  for (let lane = 0; lane < 8; lane++) {
    const selector = Array.from(inputs.subarray(lane * 5 + 1, lane * 5 + 5));
    assertEquals(selector, [0, 1, 2, 3].map((i) => i === lane % 4 ? 1 : 0));
  }
  assertEquals(inputs[0], recording.mixture[0]);
  const second = 8; // the second step's row of lane 0
  assertEquals(targets[second], recording.targets[0][20]);
});

Deno.test("passes: the loss leaves out the warm-up of random starts, never that of the recording's own start", () => {
  const windows = windowsOf({ starts: 2, warmUpSeconds: 0.3, windowSeconds: 0.2 });
  const grades = windows.flatMap(({ lossWeights }) => [...lossWeights]);
  for (let t = 0; t < 200; t++) {
    for (let lane = 0; lane < 8; lane++) {
      assertEquals(grades[t * 8 + lane], lane < 4 || t >= 15 ? 1 : 0, `sample ${t}, lane ${lane}`);
    }
  }
});

Deno.test("passes: progress tells how much of the epoch lies behind", () => {
  const progress = windowsOf({ horizonsSeconds: [2], windowSeconds: 1 }).map((window) => window.progress);
  assertEquals(progress, [0, 0.25, 0.5, 0.75]);
});
