/**
 * What BasicSR and those made after it print. Numbers are of ours.
 */
import { assertEquals } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { meaningOf } from "../../../src/monitor/readers/classify.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;
const points = [1, 2, 3];

Deno.test("BasicSR: iterations with commas, rates in brackets, each set of pictures by its name, and no best so far", () => {
  const history = read(
    points.map((n) =>
      `2030-01-0${n} 10:00:00,123 INFO: [toy_S..][epoch:  ${n}, iter:   ${n},500, lr:(${n}.000e-04,)] ` +
      `[eta: 1 day, 2:03:04, time (data): 0.120 (0.002)] l_g_pix: ${8 / n}e-02 l_g_gan: 3.0e-03 \n` +
      `2030-01-0${n} 10:00:09,123 INFO: Validation Ours\n\t # psnr: ${
        20 + n
      }.5000\tBest: 30.0000 @ 5000 iter\n` +
      `\t # lpips: 0.${
        4 - n
      }\tBest: 0.1000 @ 5000 iter\n\n2030-01-0${n} 10:00:09,123 INFO: Validation Theirs\n\t # psnr: ${
        10 + n
      }\n\n`
    ).join(""),
  );
  assertEquals([history.unit, history.counted, history.at], ["step", "iteration", [1500, 2500, 3500]]);
  assertEquals(history.learningRate, [1e-4, 2e-4, 3e-4]);
  assertEquals(valuesOf(history, "l_g_pix"), [0.08, 0.04, 8 / 3 * 1e-2]);
  assertEquals(valuesOf(history, "val Ours/psnr"), [21.5, 22.5, 23.5]);
  assertEquals(valuesOf(history, "val Theirs/psnr"), [11, 12, 13]);
  assertEquals(history.series?.find(({ name }) => name === "val Ours/lpips")?.better, "lower");
});

Deno.test("its older form puts the measures behind the heading, or names no set", () => {
  const beside = read(
    points.map((n) =>
      `INFO: [toy..][epoch:  0, iter:     ${n}00, lr:(1.0e-04,1.0e-05,)] l_pix: ${n}e-02 \n` +
      `INFO: Validation Ours,\t\t # psnr: ${20 + n}.5\t # ssim: 0.${n}\n`
    ).join(""),
  );
  assertEquals(beside.at, [100, 200, 300]);
  assertEquals([valuesOf(beside, "val Ours/psnr"), valuesOf(beside, "val Ours/ssim")], [
    [21.5, 22.5, 23.5],
    [0.1, 0.2, 0.3],
  ]);
  const marked = read(
    points.map((n) =>
      `30-01-01 10:00:00.123 - INFO: <epoch:  0, iter:   ${n},000, lr:1.0e-04> l_pix: ${n}e-02 \n` +
      `30-01-01 10:00:09.123 - INFO: # Validation # PSNR: ${20 + n}.5e+00\n`
    ).join(""),
  );
  assertEquals(marked.series?.find(({ name }) => name === "validation PSNR")?.at, [1000, 2000, 3000]);
});

Deno.test("KAIR: the mean of a test stands, that of each picture does not", () => {
  const history = read(
    points.map((n) =>
      `30-01-01 10:00:00.123 : <epoch:  0, iter:   ${n},000, lr:2.000e-04> G_loss: ${n}.5e-02 \n` +
      `30-01-01 10:00:05.123 : ---1--> bird.png | 31.50dB\n` +
      `30-01-01 10:00:09.123 : <epoch:  0, iter:   ${n},000, Average PSNR : ${20 + n}.50dB\n\n`
    ).join(""),
  );
  assertEquals(history.series?.map(({ name }) => name).toSorted(), ["G_loss", "lr", "val PSNR"]);
  assertEquals(valuesOf(history, "val PSNR"), [21.5, 22.5, 23.5]);
});

Deno.test("terms of restoring networks are losses, measures of pictures are better as their field has it", () => {
  assertEquals(meaningOf("l_pix")?.role, "loss term");
  assertEquals(meaningOf("l_d_real")?.role, "loss term");
  assertEquals(meaningOf("l_rate"), undefined);
  assertEquals(["psnr", "ssim", "lpips", "niqe"].map((name) => meaningOf(`val ${name}`)?.better), [
    "higher",
    "higher",
    "lower",
    "lower",
  ]);
});
