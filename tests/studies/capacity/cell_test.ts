import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type CapacityCell, runCapacityCell, stagesOf } from "../../../src/studies/capacity/cell.ts";
import { errorBySizeOf } from "../../../src/studies/capacity/show.ts";
import { samplesOf } from "../../../src/studies/network.ts";

Deno.test("capacity study: windows train at 1000 Hz alone, on as many samples as the curriculum", () => {
  for (const noise of ["literal", "quarter", "softened"] as const) {
    const curriculum = stagesOf({ way: "curriculum", noise, share: 1 / 3 });
    const windows = stagesOf({ way: "windows", noise, share: 1 / 3 });
    assertEquals(windows.map(({ decimation }) => decimation), [1]);
    assertAlmostEquals(samplesOf(windows) / samplesOf(curriculum), 1, 0.1);
  }
});

Deno.test("capacity study: a cell is a function of its description", async () => {
  const cell: CapacityCell = {
    way: "curriculum",
    noise: "softened",
    hiddenSize: 8,
    seed: 3,
    onlineEpochs: 1,
    share: 1e-6,
  };
  const [first, second] = [await runCapacityCell(cell), await runCapacityCell(cell)];
  assertEquals({ ...first, seconds: 0 }, { ...second, seconds: 0 });
  assert(first.testMse > 0 && Number.isFinite(first.testMse));
});

Deno.test("capacity study: online is measured on the weights that training left", async () => {
  const cell: CapacityCell = {
    way: "online",
    noise: "literal",
    hiddenSize: 8,
    seed: 3,
    onlineEpochs: 1,
    share: 1,
  };
  const { testMse, samples } = await runCapacityCell(cell);
  assertEquals(samples, 40_000);
  assertAlmostEquals(testMse, 0.5, 0.05); // nothing can be learnt from literal noise
});

Deno.test("capacity study: the figure has a panel a noise preset and a line a way, in order of size", () => {
  const rest = {
    seed: 0,
    onlineEpochs: 1,
    share: 1,
    testMseByFrequency: [],
    trainedBy: "fused",
    samples: 0,
    seconds: 0,
  } as const;
  const { panels } = errorBySizeOf([
    { ...rest, way: "online", noise: "quarter", hiddenSize: 64, testMse: 0.3 },
    { ...rest, way: "online", noise: "quarter", hiddenSize: 32, testMse: 0.4 },
  ]);
  assertEquals(panels.map(({ title }) => title), ["softened noise", "quarter noise", "literal noise"]);
  assertEquals(panels[1].series[0], {
    label: "online",
    points: [{ units: 32, testMse: 0.4 }, { units: 64, testMse: 0.3 }],
  });
});
