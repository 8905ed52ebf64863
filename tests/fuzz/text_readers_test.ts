/**
 * Whatever text a reader gets: a valid record, or one line that says why not.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseJson, plausiblePath } from "../../src/boundary/mod.ts";
import { initialise, modelFiles, readGraph, weightsFromFiles } from "../../src/model/mod.ts";
import { readEvidence, readHistory } from "../../src/monitor/readers/mod.ts";
import { diagnose } from "../../src/monitor/mod.ts";
import { parseNotebook } from "../../src/notebook/check/document.ts";
import { renderMarkdown } from "../../src/submission/markdown.ts";
import { readLcov, readSelfAssessment } from "../../src/submission/enclosures.ts";
import { checkRows, columnNames, decodeCsv, encodeCsv, makeRows } from "../../src/signal/mod.ts";
import { damaged, jsonTexts, property, readOrRefused } from "./fuzz.ts";

const words = fc.string({ unit: "binary", maxLength: 200 });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const damagedText = (text: string) => damaged(new TextEncoder().encode(text)).map(textOf);

property("JSON: what is read can be written again", fc.oneof(words, fc.json({ maxDepth: 300 })), (text) => {
  const value = readOrRefused(() => parseJson(text));
  if (value !== undefined) assertEquals(parseJson(JSON.stringify(value)), JSON.parse(JSON.stringify(value)));
});

const files = modelFiles(
  initialise({ inputSize: 5, hiddenSize: 8, biases: 1 }, { scheme: "keras", seed: 1 }),
);
property("tfjs: our network or a refusal", jsonTexts(JSON.parse(files.modelJson)), (modelJson) => {
  const graph = readOrRefused(() => readGraph(modelJson));
  if (graph === undefined) return;
  assert(graph.paths.every((path) => !/^\/|\.\.|[:\\]/.test(path)), graph.paths.join());
  readOrRefused(() => weightsFromFiles({ ...files, modelJson }));
});

const table = { rows: 80, columns: 6, values: makeRows({ sampleRateHz: 20, durationSeconds: 1 }).rows };
property(
  "CSV data: finite rows in order, or a refusal",
  fc.oneof(damagedText(encodeCsv(table)), words),
  (text) => {
    const read = readOrRefused(() => decodeCsv(text));
    if (read === undefined) return;
    const rows = readOrRefused(() => checkRows(read.values, read.columns - 2));
    if (rows !== undefined) {
      assert(
        rows.rows.every(Number.isFinite) && columnNames(rows.selectors).length === read.columns,
      );
    }
  },
);

const history = {
  train_loss: [0.9, 0.5, 0.4, 0.39, 0.38, 0.38, 0.4],
  test_loss: [1, 0.8, 0.7, 0.6, 0.6, 0.6, 0.7],
  train_loss_by_frequency: [[1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2]],
  gradient_norm_median: [1, 1, 1, 1, 1, 1, 1],
  epoch_times: [1, 1, 1, 1, 1, 1, 1],
  hidden_size: 64,
  clip_norm: 1,
  patience: 3,
};
const logged = {
  log_history: [{ step: 1, epoch: 1, loss: 0.5, learning_rate: 0.1 }, { step: 2, epoch: 2, loss: 0.4 }],
};
const csv = "epoch,loss,val_loss\n1,0.5,0.6\n2,0.4,nan\n3,0.3,0.5\n4,inf,0.4\n5,0.2,0.4\n";
const histories = fc.oneof(jsonTexts(history), jsonTexts(logged), damagedText(csv), words);
property("histories: a history that every rule can judge, or a refusal", histories, (text) => {
  const read = readOrRefused(() => readHistory(new TextEncoder().encode(text)));
  if (read !== undefined) readOrRefused(() => diagnose({ history: read, evidence: {} }));
});

const evidence = {
  targetVariance: 0.5,
  frozen: { testMse: 0.5, trainMse: 0.4, testMseByGroup: [0.5, 0.5], gap: { value: 0.1, low: 0, high: 0.2 } },
  units: { total: 64, dead: 2 },
  sharedRows: { shared: 0, test: 9 },
  information: { bits: 0.1, nullBits: 0.2 },
  predictors: { memoryless: 0.5, windowed: { steps: 4, mse: 0.4 } },
};
property("evidence: what can be, or a refusal", jsonTexts(evidence), (text) => {
  const read = readOrRefused(() => readEvidence(text));
  if (read === undefined) return;
  if (read.units) assert(read.units.dead <= read.units.total);
  if (read.sharedRows) assert(read.sharedRows.shared <= read.sharedRows.test);
  const past = readHistory(new TextEncoder().encode(JSON.stringify(history)));
  readOrRefused(() => diagnose({ history: past, evidence: read }));
});

const notebook = {
  nbformat: 4,
  metadata: { sources_sha256: "00" },
  cells: [
    { cell_type: "markdown", source: ["# A"] },
    {
      cell_type: "code",
      source: "1",
      metadata: { tags: [] },
      outputs: [{ output_type: "stream", name: "stdout", text: "1" }],
    },
  ],
};
property("notebooks", jsonTexts(notebook), (text) => {
  readOrRefused(() => parseNotebook(text, "a.ipynb"));
});

const prose = fc.array(
  fc.oneof(
    words,
    fc.constantFrom(
      "$",
      "$$",
      "`",
      "<script>",
      "</",
      '"',
      "[a](",
      "javascript:",
      ")",
      "EQUATION0HERE",
      "\\frac{",
      "&#x6a;",
      "<svg",
      ">",
    ),
  ),
  { maxLength: 20 },
).map((parts) => parts.join(""));
property("Markdown: no script, no handler, no foreign address", prose, (text) => {
  const html = readOrRefused(() => renderMarkdown(text, "a"))?.html ?? "";
  assert(!/<(script|iframe|object|embed|style|link|meta|base)[\s>/]/i.test(html), html);
  const tags = html.match(/<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi) ?? [];
  for (const tag of tags) {
    assert(
      !/\son\w+\s*=|=\s*["']?\s*javascript:/i.test(
        tag.replace(/"[^"]*"/g, (v) => /script:/i.test(v) ? v : '""'),
      ),
      tag,
    );
  }
});

property("coverage and self-assessment: words in, numbers out", words, (text) => {
  assert(readLcov(text).linesHit >= 0);
  assert(readSelfAssessment(text).words >= 0);
});

property("paths", fc.oneof(words, fc.string({ maxLength: 9000 })), (path) => {
  readOrRefused(() => plausiblePath(path, "the path"));
});
