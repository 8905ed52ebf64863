import { assertEquals } from "@std/assert";
import { sourceLine } from "../../src/monitor/source_line.ts";

const program = {
  script: "train.py",
  source: {
    "dense_1": { line: 7, text: 'Dense(10, activation="softmax"),' },
    "2": { line: 8, text: "nn.Linear(8, 3))" },
    "loss": { line: 9, text: 'model.compile("adam", "mse")' },
    "optimizer": { line: 10, text: "optimizer = Adam(1.0)" },
  },
};

Deno.test("source line: the layer that is named, by number where it has no other name", () => {
  const finding = { rule: "output-does-not-fit-loss", title: "The output goes through softmax", remedy: "" };
  assertEquals(
    sourceLine({ ...finding, remedy: "Remove the last layer (dense_1)." }, program),
    'train.py:7: Dense(10, activation="softmax"),',
  );
  assertEquals(
    sourceLine({ ...finding, title: "No gradient reaches layer 2: it cannot learn" }, program),
    "train.py:8: nn.Linear(8, 3))",
  );
});

Deno.test("source line: else what the rule speaks of; numbers in a title are no layers", () => {
  const finding = { rule: "update-size", title: "Adam at 1 moves a layer by 2 in one step, the loss too" };
  assertEquals(sourceLine({ ...finding, remedy: "" }, program), "train.py:10: optimizer = Adam(1.0)");
});

Deno.test("source line: none where the record does not say", () => {
  const finding = { rule: "update-size", title: "", remedy: "" };
  assertEquals(sourceLine(finding, {}), undefined);
  assertEquals(sourceLine({ ...finding, rule: "oscillation" }, program), undefined);
});
