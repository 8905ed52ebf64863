import { assertEquals, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { decodeCsv, decodeNpy, makeRows } from "../../src/signal/mod.ts";
import fixture from "../signal/fixtures/rows.json" with { type: "json" };
import { commandTest, runCommand } from "./run_command.ts";

const entries = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

commandTest("data: the .npy file is, byte for byte, what numpy.save writes", async (folder) => {
  const flags = [
    "--noise",
    "softened",
    "--grid",
    "endpoint",
    "--seed",
    "1",
    "--format",
    "npy",
    "--out",
    "rows.npy",
  ];
  const { code, stdout } = await runCommand(folder, "data", flags);
  assertEquals(code, 0);
  const file = Deno.readFileSync(`${folder}/rows.npy`);
  const expected = fixture.cases.find(({ noise, grid, seed }) =>
    noise === "softened" && grid === "endpoint" && seed === 1
  );
  assertEquals(createHash("sha256").update(file).digest("hex"), expected?.npy_sha256);
  assertStringIncludes(stdout, `rows.npy: 40000 x 6 float32, sha256 of the values ${expected?.rows_sha256}`);
});

commandTest("data: every field has a flag, and a .csv ending means CSV", async (folder) => {
  const flags = [
    "--frequencies",
    "2,4",
    "--sample-rate",
    "50",
    "--duration",
    "2",
    "--start",
    "0.13",
    "--amplitude",
    "1,1.5",
    "--noise",
    "0.5",
    "--seed",
    "9",
  ];
  const { code } = await runCommand(folder, "data", [...flags, "--out", "rows.csv"]);
  assertEquals(code, 0);
  const { values } = decodeCsv(Deno.readTextFileSync(`${folder}/rows.csv`));
  const expected = makeRows({
    frequenciesHz: [2, 4],
    sampleRateHz: 50,
    durationSeconds: 2,
    startSeconds: 0.13,
    amplitudeRange: [1, 1.5],
    noise: 0.5,
    seed: 9,
  });
  assertEquals(values, expected.rows);
});

commandTest("data: without flags it writes the training set under data/", async (folder) => {
  assertEquals((await runCommand(folder, "data", [])).code, 0);
  assertEquals(
    decodeNpy(Deno.readFileSync(`${folder}/data/literal_exclusive_seed1.npy`)).values,
    makeRows().rows,
  );
});

commandTest("data: --help shows an example", async (folder) => {
  const { code, stdout } = await runCommand(folder, "data", ["--help"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "deno task data --noise softened --grid endpoint");
});

const MISTAKES: readonly [readonly string[], string][] = [
  [["--frequencies", "1,600"], "below the Nyquist frequency of 500 Hz (half of 1000 Hz), given: 600"],
  [["--frequencies", "1,x"], "It must be numbers separated by commas."],
  [["--sample-rate", "-5"], "sampleRateHz must be a positive number, given: -5"],
  [["--duration", "1e12"], "durationSeconds must be 2 to 500000 samples"],
  [["--noise", "loud"], "It must be one of literal, quarter, softened or a phase range in radians."],
  [["--seed", "one"], "It must be a number."],
  [["--seed", "1.5"], "seed must be an integer from 0 to 4294967295, given: 1.5"],
  [["--amplitude", "1"], "--amplitude must be two numbers, given: 1"],
  [["--grid", "inclusive"], "It must be one of exclusive, endpoint."],
  [["--format", "xls"], "It must be one of npy, csv."],
  [["--loud"], "unknown option '--loud'"],
  [["extra"], "too many arguments"],
  [["--out", "."], "--out must end in .npy or .csv (given: .)"],
];

commandTest("data: a mistake is one line on stderr, exit code 2, and no file", async (folder) => {
  for (const [flags, message] of MISTAKES) {
    const { code, stdout, stderr } = await runCommand(folder, "data", flags);
    assertEquals([code, stdout, stderr.trim().split("\n").length], [2, "", 1], `${flags}: ${stderr}`);
    assertStringIncludes(stderr, message);
  }
  assertEquals(entries(folder), []);
});
