/**
 * Whatever bytes a reader gets: a whole record, or one line that says why not.
 */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromPytorchSafetensors, toPytorchSafetensors } from "../../src/exchange/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../../src/model/safetensors.ts";
import { decodeNpy, encodeNpy, makeRows } from "../../src/signal/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { damaged, property, readOrRefused } from "./fuzz.ts";

const network = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
const safetensors = toPytorchSafetensors(network);
const npy = encodeNpy({
  rows: 80,
  columns: 6,
  values: makeRows({ sampleRateHz: 20, durationSeconds: 1 }).rows,
});
const noise = fc.uint8Array({ maxLength: 300 });

/** Safetensors with any header in front of any bytes: only a whole and gapless file may be read. */
const anyHeader = fc.record({
  entries: fc.dictionary(
    fc.oneof(fc.constantFrom("a", "b", "__metadata__", "__proto__", "constructor"), fc.string()),
    fc.oneof(
      fc.record({
        dtype: fc.constantFrom("F32", "F64", "F16", "I32", "constructor"),
        shape: fc.array(fc.oneof(fc.nat(4), fc.constantFrom(-1, 0.5, 1e300)), { maxLength: 3 }),
        data_offsets: fc.tuple(
          fc.oneof(fc.nat(64), fc.integer(), fc.double()),
          fc.oneof(fc.nat(64), fc.integer()),
        ),
      }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    { maxKeys: 4 },
  ),
  length: fc.nat(80),
}).map(({ entries, length }) => {
  const text = new TextEncoder().encode(JSON.stringify(entries));
  const bytes = new Uint8Array(8 + text.length + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
});

property(
  "safetensors: damaged, invented or noise",
  fc.oneof(damaged(safetensors), anyHeader, noise),
  (bytes) => {
    const file = readOrRefused(() => decodeSafetensors(bytes));
    if (file === undefined) return;
    const stored = Object.values(file.tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
    const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    assertEquals(8 + header + stored, bytes.length, "every byte of the file belongs to a tensor");
    assertEquals(decodeSafetensors(encodeSafetensors(file)), file);
  },
);

property(
  "PyTorch import: a finite network or a refusal",
  fc.oneof(damaged(safetensors), anyHeader),
  (bytes) => {
    const read = readOrRefused(() => fromPytorchSafetensors(bytes));
    if (read !== undefined) assertEquals(fromPytorchSafetensors(toPytorchSafetensors(read)), read);
  },
);

property(".npy: a table as large as the file, or a refusal", fc.oneof(damaged(npy), noise), (bytes) => {
  const table = readOrRefused(() => decodeNpy(bytes));
  if (table !== undefined) assertEquals(table.values.length, table.rows * table.columns);
});

const events = Deno.readFileSync(new URL("../monitor/fixtures/events.out.tfevents.fixture", import.meta.url));
property("event files: a history or a refusal", fc.oneof(damaged(events), noise), (bytes) => {
  const history = readOrRefused(() => readHistory(bytes));
  if (history !== undefined) assertEquals(history.trainLoss.length > 0, true);
});

for (const name of ["evaluations", "history", "pickled"]) {
  const npz = Deno.readFileSync(new URL(`../monitor/fixtures/numpy/${name}.npz`, import.meta.url));
  property(`${name}.npz: a history or a refusal`, damaged(npz), (bytes) => {
    const history = readOrRefused(() => readHistory(bytes));
    if (history !== undefined) assertEquals((history.series ?? []).length > 0, true);
  });
}

const wandb = Deno.readFileSync(new URL("../monitor/fixtures/wandb/run-fixture.wandb", import.meta.url));
property("W&B run files: a history or a refusal", fc.oneof(damaged(wandb), noise), (bytes) => {
  const history = readOrRefused(() => readHistory(bytes));
  if (history !== undefined) assertEquals((history.series ?? []).length > 0, true);
});
