/**
 * NumPy's archives: Stable-Baselines3's evaluations, series under names that tell, and what is refused, in one line and within bounds.
 */
import { assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { type Zippable, zipSync } from "fflate";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { range } from "../shapes.ts";

const fixture = (name: string) =>
  Deno.readFileSync(new URL(`../fixtures/numpy/${name}.npz`, import.meta.url));
const reason = (bytes: Uint8Array) => (assertThrows(() => readHistory(bytes)) as Error).message;

/** One array as `numpy.save` writes it. */
function npy(type: string, shape: string, content: Uint8Array, order = "False"): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(
    `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117) + "\n",
  );
  const start = new Uint8Array([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length, 0]);
  return new Uint8Array([...start, ...header, ...content]);
}
const doubles = (values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);
const vector = (values: readonly number[]) => npy("<f8", `(${values.length},)`, doubles(values));
const archive = (files: Zippable) => zipSync(files, { level: 0 });

Deno.test("npz: evaluations are the mean rewards, lengths and successes of their episodes, at their steps", () => {
  const history = readHistory(fixture("evaluations"));
  assertEquals([history.format, history.unit, history.at?.length, history.at?.at(-1)], [
    "Stable-Baselines3 evaluations.npz",
    "step",
    24,
    12000,
  ]);
  assertEquals(history.series?.map(({ name, role, split }) => [name, role, split]), [
    ["eval/mean_reward", "reward", "validation"],
    ["eval/mean_ep_length", "reading", "validation"],
    ["eval/success_rate", "metric", "validation"],
  ]);
  const [reward, , success] = history.series!;
  assertAlmostEquals(reward.values[0], 20, 10);
  assertEquals([success.values[0], success.values.at(-1)], [0, 1]);
  // the best_model that the callback saves is the one of the highest reward, and many evaluations succeed throughout
  const told = shortText(history, diagnose({ history, evidence: {} }), "evaluations.npz");
  assertMatch(told, /^Use: the checkpoint nearest step 12000 \(highest eval\/mean_reward/m);
  assertMatch(history.notes[0], /^each evaluation is the mean of 5 episodes, .* deviation of 4\.9 /);
});

Deno.test("npz: the episodes of an evaluation are told apart however the array lies in memory", () => {
  const at = vector([100, 200]), lengths = vector([5, 5]);
  // two evaluations of three episodes: 1, 2, 3 and 11, 12, 13
  const byRow = npy("<f8", "(2, 3)", doubles([1, 2, 3, 11, 12, 13]));
  const byColumn = npy("<f8", "(2, 3)", doubles([1, 11, 2, 12, 3, 13]), "True");
  for (const results of [byRow, byColumn]) {
    const { series } = readHistory(
      archive({ "timesteps.npy": at, "results.npy": results, "ep_lengths.npy": lengths }),
    );
    assertEquals(series?.[0].values, [2, 12]);
  }
});

Deno.test("npz: series of any number type, stored or deflated; what is none is left", () => {
  const history = readHistory(fixture("history"));
  assertEquals(history.trainLoss.length, 20);
  assertAlmostEquals(history.trainLoss[0]!, 1.8, 1e-6);
  assertEquals(history.series?.some(({ name }) => name === "weights"), false);
  const counts = npy(">i2", "(3,)", new Uint8Array([0, 9, 0, 5, 0, 1]));
  assertEquals(readHistory(archive({ "rewards.npy": counts })).series?.[0].values, [9, 5, 1]);
});

Deno.test("npz: an archive without a history is refused with what it holds; objects are never opened", () => {
  const none = "no history of a training: no loss, metric or reward over time among its arrays: ";
  assertEquals(reason(fixture("rows")), `${none}inputs (10 x 4), labels (10)`);
  assertEquals(
    reason(fixture("pickled")),
    `${none}train_loss: pickled Python objects, which are never opened`,
  );
  assertEquals(reason(archive({ "notes.txt": new Uint8Array(3) })), "a packed file: unpack it first");
});

Deno.test("npz: what is cut off, lies or swells is refused", () => {
  const whole = fixture("evaluations");
  assertEquals(reason(whole.subarray(0, 600)), "the .npz file is cut off before its end");
  const short = npy("<f8", "(900000,)", doubles([1, 2]));
  assertMatch(
    reason(archive({ "loss.npy": short })),
    /loss: 900000 values of 8 bytes announced, 16 bytes found/,
  );
  // sixteen million zeros, of which the directory says that they are a thousand
  const bomb = zipSync({ "loss.npy": new Uint8Array(16_000_000) }, { level: 9 });
  const directory = bomb.findLastIndex((_, i) =>
    bomb[i] === 0x50 && bomb[i + 1] === 0x4b && bomb[i + 2] === 1
  );
  new DataView(bomb.buffer).setUint32(directory + 24, 1000, true);
  assertMatch(reason(bomb), /loss: more than the 1000 bytes announced/);
  const honest = zipSync({ "loss.npy": new Uint8Array(17_000_000) }, { level: 9 });
  assertMatch(reason(honest), /loss: 17000000 bytes/);
  const many = archive(Object.fromEntries(range(1001).map((i) => [`${i}.npy`, new Uint8Array()])));
  assertEquals(reason(many), "1001 arrays are more than the 1000 that are read");
});
