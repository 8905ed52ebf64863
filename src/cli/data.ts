/**
 * `deno task data`: writes a data set, bit for bit as NumPy's legacy generator makes it.
 *
 * @module
 */
import {
  encodeCsv,
  encodeNpy,
  fingerprint,
  type Grid,
  GRIDS,
  makeRows,
  type NoiseName,
  SIGNAL_DEFAULTS,
  signalConfiguration,
  type Table,
} from "../signal/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { choiceOption, listOption, pathOption } from "./options.ts";
import { refuseOutput } from "./output.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";
import { noiseOption } from "./signal_options.ts";

const ENCODERS = {
  npy: encodeNpy,
  csv: encodeCsv,
} satisfies Record<string, (table: Table) => string | Uint8Array>;

type Format = keyof typeof ENCODERS;

interface Options {
  readonly noise: NoiseName | number;
  readonly grid: Grid;
  readonly seed: number;
  readonly frequencies: number[];
  readonly sampleRate: number;
  readonly duration: number;
  readonly start: number;
  readonly amplitude: number[];
  readonly format?: Format;
  readonly out?: string;
}

const number = numberOption("a number", () => true); // ranges are the signal's to judge
const { noise, grid, seed, frequenciesHz, sampleRateHz, durationSeconds, startSeconds, amplitudeRange } =
  SIGNAL_DEFAULTS;

const program = createProgram(
  "data",
  "Write a data set: float32 rows [S, C1..CF, target], one block of rows for each frequency.",
  [
    "deno task data                                             data/literal_exclusive_seed1.npy",
    "deno task data --noise softened --grid endpoint --seed 1 --format npy --out /tmp/rows.npy",
    "deno task data --seed 2 --format csv --frequencies 2,4 --sample-rate 100",
  ],
)
  .option("--noise <preset>", "literal, quarter, softened, or the phase range in radians", noiseOption, noise)
  .option(
    "--grid <name>",
    `sampling times: ${GRIDS.join(" (n / rate) or ")} (linspace)`,
    choiceOption(GRIDS),
    grid,
  )
  .option("--seed <n>", "seed of the noise, as for numpy.random.seed", number, seed)
  .option("--frequencies <list>", "hertz, separated by commas", listOption, [...frequenciesHz])
  .option("--sample-rate <hz>", "samples a second", number, sampleRateHz)
  .option("--duration <s>", "seconds", number, durationSeconds)
  .option("--start <s>", "time of the first sample", number, startSeconds)
  .option("--amplitude <low,high>", "range of each sine's amplitude", listOption, [...amplitudeRange])
  .option(
    "--format <name>",
    "npy or csv (default: by the file's ending, else npy)",
    choiceOption(Object.keys(ENCODERS) as Format[]),
  )
  .option("--out <file>", "where to write (default: data/<noise>_<grid>_seed<n>.<format>)", pathOption);

program.action((options: Options) => {
  const format = formatOf(options);
  const out = options.out ?? `data/${options.noise}_${options.grid}_seed${options.seed}.${format}`;
  const signal = signalConfiguration({
    noise: options.noise,
    grid: options.grid,
    seed: options.seed,
    frequenciesHz: options.frequencies,
    sampleRateHz: options.sampleRate,
    durationSeconds: options.duration,
    startSeconds: options.start,
    amplitudeRange: pair(options.amplitude),
  });
  refuseOutput(out, [".npy", ".csv"], "--out");
  const { rows, selectors, samples } = makeRows(signal);
  const table = { rows: selectors * samples, columns: 2 + selectors, values: rows };
  writeAtomically(out, ENCODERS[format](table));
  console.log(`${out}: ${table.rows} x ${table.columns} float32, sha256 of the values ${fingerprint(rows)}`);
});

/** As asked for, else by the file's ending, by which it is read again too. */
function formatOf({ format, out }: Options): Format {
  const ending = (Object.keys(ENCODERS) as Format[]).find((name) => out?.endsWith(`.${name}`));
  if (format !== undefined && ending !== undefined && format !== ending) {
    throw new RangeError(`--format ${format} and --out ${out} contradict each other`);
  }
  return format ?? ending ?? "npy";
}

function pair(values: readonly number[]): readonly [number, number] {
  if (values.length !== 2) throw new TypeError(`--amplitude must be two numbers, given: ${values}`);
  return [values[0], values[1]];
}

await runProgram(program);
