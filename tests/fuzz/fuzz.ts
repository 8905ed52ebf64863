/**
 * What every property of this folder rests on.
 *
 * `deno test tests/fuzz` runs a fixed seed, the same on every machine; a number behind `--` runs as many cases of a new
 * seed, which a failure prints.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { failureOf } from "../../src/cli/failure.ts";

const asked = Deno.args.map(Number).find((count) => count > 0);

/** How many cases of a property, from which seed. */
export const PARAMETERS = asked === undefined
  ? { numRuns: 150, seed: 20_261_124 }
  : { numRuns: asked, seed: Date.now() % 2 ** 31 };

/** Milliseconds and bytes that no single input may cost. */
const MOST_MILLISECONDS = 5000, MOST_BYTES = 500e6;

/**
 * Reads, or refuses in one line of our own words; in good time, and without filling memory. Returns what was read, or
 * undefined.
 */
export function readOrRefused<T>(read: () => T): T | undefined {
  const [started, before] = [performance.now(), Deno.memoryUsage()];
  let result: T | undefined;
  try {
    result = read();
  } catch (error) {
    const { line, code } = failureOf(error);
    assertEquals(code, 2, `${line}\n${(error as Error).stack}`);
    assert(!line.includes("memory does not suffice"), line);
    assert(line.length < 2000 && !line.includes("\n"), line);
  }
  const after = Deno.memoryUsage();
  assert(performance.now() - started < MOST_MILLISECONDS, "it took too long");
  assert(
    after.heapUsed + after.external - before.heapUsed - before.external < MOST_BYTES,
    "it took too much memory",
  );
  return result;
}

/** A property with this folder's seed and number of cases. */
export function property<T>(name: string, inputs: fc.Arbitrary<T>, holds: (input: T) => void): void {
  Deno.test(name, () => fc.assert(fc.property(inputs, holds), PARAMETERS));
}

const byte = fc.nat(255);
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const edits = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("set" as const),
      at: place,
      bytes: fc.array(byte, { minLength: 1, maxLength: 8 }),
    }),
    fc.record({ kind: fc.constant("flip" as const), at: place, bytes: fc.tuple(fc.nat(7)) }),
    fc.record({ kind: fc.constant("insert" as const), at: place, bytes: fc.array(byte, { maxLength: 16 }) }),
    fc.record({ kind: fc.constant("remove" as const), at: place, bytes: fc.array(byte, { maxLength: 16 }) }),
    fc.record({ kind: fc.constant("cut" as const), at: place, bytes: fc.constant([]) }),
    fc.record({ kind: fc.constant("repeat" as const), at: place, bytes: fc.array(byte, { maxLength: 4 }) }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** Bytes that began as the given ones: set, flipped, inserted, removed, cut or repeated here and there. */
export function damaged(original: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return edits.map((steps) =>
    steps.reduce((bytes, { kind, at: share, bytes: given }) => {
      const at = Math.floor(share * (bytes.length + 1));
      switch (kind) {
        case "set":
          return Uint8Array.from([...bytes.subarray(0, at), ...given, ...bytes.subarray(at + given.length)]);
        case "flip":
          return bytes.map((value, i) => i === at ? value ^ (1 << given[0]) : value);
        case "insert":
          return Uint8Array.from([...bytes.subarray(0, at), ...given, ...bytes.subarray(at)]);
        case "remove":
          return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + given.length)]);
        case "cut":
          return bytes.slice(0, at);
        case "repeat":
          return Uint8Array.from([...bytes, ...bytes.subarray(at)]);
      }
    }, Uint8Array.from(original))
  );
}

/** Values that a careless or a hostile writer puts in the place of another. */
const strangeValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    -1,
    0,
    1.5,
    1e300,
    -1e300,
    2 ** 53,
    "",
    "NaN",
    "constructor",
    "__proto__",
    [],
    {},
    [[]],
    true,
  ),
  fc.constant(JSON.parse('{"__proto__": {"a": 1}}')),
);

/** The record with values, at random places in it, replaced, removed or added. */
export function altered(record: unknown): fc.Arbitrary<unknown> {
  const paths = [...pathsOf(record)];
  const edit = fc.record({
    path: fc.constantFrom(...paths),
    what: fc.constantFrom("replace", "remove", "add"),
    value: strangeValue,
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((steps) => {
    const copy = { root: structuredClone(record) };
    for (const { path, what, value } of steps) {
      const at = path.slice(0, -1).reduce<unknown>(
        (inner, key) =>
          typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
        copy,
      );
      if (typeof at !== "object" || at === null) continue;
      const name = path[path.length - 1];
      const key = what === "add" && !Array.isArray(at) ? `${name}_` : name;
      if (what === "remove" && !Array.isArray(at)) delete (at as Record<string, unknown>)[key];
      else {Object.defineProperty(at, key, {
          value: structuredClone(value),
          enumerable: true,
          writable: true,
          configurable: true,
        });}
    }
    return copy.root;
  });
}

function* pathsOf(value: unknown, path: readonly string[] = ["root"]): Generator<readonly string[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value).slice(0, 40)) yield* pathsOf(inner, [...path, key]);
}

/** Text that is JSON, nearly JSON, or was. */
export function jsonTexts(record: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(record);
  return fc.oneof(
    { weight: 6, arbitrary: altered(record).map((value) => JSON.stringify(value) ?? "undefined") },
    {
      weight: 2,
      arbitrary: damaged(new TextEncoder().encode(text)).map((bytes) => new TextDecoder().decode(bytes)),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.nat(3000).map((depth) => "[".repeat(depth)) },
  );
}
