/**
 * Numbers below headings, a series each.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { ofSections } from "../../../src/monitor/readers/sections.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const TRAIN = [0.9, 0.5, 0.4, 0.35], VAL = [1, 0.8, 0.7, 0.72];
const lines = (values: readonly number[], before = "") => values.map((value) => before + value).join("\n");

Deno.test("sections: each heading names the series below it, however it is drawn", () => {
  const texts = [
    `Training Loss:\n${lines(TRAIN)}\n\nValidation Loss:\n${lines(VAL)}\n`,
    `# train\n${lines(TRAIN)}\n# val\n${lines(VAL)}\n`,
    `=== train loss ===\n${lines(TRAIN)}\n=== test loss ===\n${lines(VAL)}\n`,
    `train_loss:\n${lines(TRAIN, "- ")}\nval_loss:\n${lines(VAL, "- ")}\n`,
    `train losses: ${TRAIN.join(", ")}\nval losses: ${VAL.join(", ")}\n`,
    `train loss\n${lines(TRAIN)}\nval loss\n${lines(VAL)}\n`,
  ];
  for (const text of texts) {
    const { trainLoss, heldOutLoss } = read(text);
    assertEquals(trainLoss, TRAIN, text);
    assertEquals(heldOutLoss, VAL, text);
  }
});

Deno.test("sections: both networks of a GAN stand side by side, and neither goes on from the other", () => {
  const { series = [] } = read(`Generator Losses:\n${lines(VAL)}\nDiscriminator Losses:\n${lines(TRAIN)}`);
  assertEquals(series.map(({ name, values }) => [name, values]), [
    ["Generator Losses", VAL],
    ["Discriminator Losses", TRAIN],
  ]);
});

Deno.test("sections: names that come again, and tables below headings, are no series of numbers", () => {
  assertEquals(ofSections(`loss: 0.9\nval_loss: 1.0\nloss: 0.8\nval_loss: 0.9`), undefined);
  assertEquals(ofSections(`train loss:\n1 0.9\n2 0.8\n3 0.7\nval loss:\n1 0.9\n2 0.8\n3 0.7`), undefined);
  assertEquals(ofSections(`Training Loss\n${lines(TRAIN)}`), undefined);
  assertEquals(ofSections(`total: 1 2 3\nother words: 3 4 5`), undefined);
});
