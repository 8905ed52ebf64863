/**
 * What a printed log says of its program beside numbers. Lines are of ours.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { gpuNotes } from "../../../src/monitor/readers/without_gpu.ts";

const log = [1, 2, 3].map((e) => `Epoch ${e}/9: loss: ${3 / e}, val_loss: ${4 / e}\n`).join("");
const read = (text: string) => readHistory(new TextEncoder().encode(text));

Deno.test("who found no GPU ran without, unless one was found after all", () => {
  const missing = "Cannot dlopen some GPU libraries.\nSkipping registering GPU devices...\n";
  assertMatch(gpuNotes(missing + log).join(), /no GPU/);
  assertEquals(gpuNotes(`${missing}Created TensorFlow device (/job:localhost/device:GPU:0)\n${log}`), []);
});

Deno.test("a log that ends before the last of its epochs says so, unless it was stopped for that", () => {
  assert(read(log).notes.includes("the log ends in epoch 3 of 9"));
  const zero = [0, 1, 2].map((e) => `Epoch [${e}/9] loss: ${3 - e}\n`).join("");
  assert(read(zero).notes.includes("the log ends in epoch 3 of 9"));
  for (
    const end of ["Early stopping, no improvement for 2 epochs\n", "Epoch 9/9: loss: 0.5, val_loss: 0.6\n"]
  ) {
    assertEquals(read(log + end).notes.filter((note) => /ends in/.test(note)), []);
  }
});
