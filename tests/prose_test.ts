/**
 * Every measured figure in the Markdown files is followed by a comment that names its source,
 * `0.503<!-- models/baseline-64/run.json /result/testMse -->`: a JSON file that a command made and a JSON pointer
 * (RFC 6901), or two pointers with " / " between them for a ratio. This test compares the two, to the digits printed.
 */
import { assert, assertEquals } from "@std/assert";

const FILES = ["README.md", "ARCHITECTURE.md", "data/README.md", "models/README.md", "reports/README.md"];

interface Figure {
  readonly file: string;
  readonly text: string;
  readonly source: string;
  readonly pointers: readonly string[];
}

function figuresIn(file: string, text: string): Figure[] {
  return [...text.matchAll(/(-?[\d.,]+(?:e-?\d+)?)[^\s\d]{0,3}<!-- (\S+\.json) ([^>]*?) -->/g)]
    .map(([, number, source, pointers]) => ({ file, text: number, source, pointers: pointers.split(" / ") }));
}

function at(document: unknown, pointer: string): number {
  const value = pointer.split("/").slice(1).reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
    document,
  );
  assert(typeof value === "number", `${pointer} is not a number`);
  return value;
}

/** Whether the printed number is the value, rounded to as many digits as were printed. */
export function agrees(text: string, value: number): boolean {
  const plain = text.replaceAll(",", "");
  if (plain.includes("e")) {
    return value.toExponential(plain.split("e")[0].split(".")[1]?.length ?? 0) === plain;
  }
  const decimals = plain.split(".")[1]?.length ?? 0;
  return Math.abs(Number(plain) - value) <= 0.5 * 10 ** -decimals * (1 + 1e-9);
}

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";

Deno.test({
  name: `prose: every figure is what its file says${ignore ? " (needs --allow-read)" : ""}`,
  ignore,
  fn: () => {
    const figures = FILES.flatMap((file) => figuresIn(file, Deno.readTextFileSync(file)));
    const wrong = figures.flatMap(({ file, text, source, pointers }) => {
      const document = JSON.parse(Deno.readTextFileSync(source));
      const [value, divisor = 1] = pointers.map((pointer) => at(document, pointer));
      return agrees(text, value / divisor) ? [] : [`${file}: ${text}, but ${source} has ${value / divisor}`];
    });
    assertEquals(wrong, []);
    assert(figures.length > 0, "the README states measured figures");
  },
});

Deno.test("prose: a figure that is off in its last digit is noticed", () => {
  assert(agrees("0.503", 0.50312));
  assert(!agrees("0.503", 0.50412));
  assert(agrees("18,241", 18241));
  assert(agrees("2e-5", 2.1e-5) && !agrees("2e-5", 2.6e-5));
});
