/**
 * The cells of a table, line by line, as columns of numbers.
 *
 * @module
 */
import { isCounter } from "./counters.ts";
import type { Cells } from "./places.ts";
import { isPhase, type Phase } from "./phases.ts";
import { type RowSet, setOf } from "./sets.ts";
import { refuseLong } from "./size.ts";

/** The columns so far. Those without a number are left out. */
export interface ReadColumns {
  readonly count: number;
  readonly columns: readonly Cells[];
  /** Names of those that hold words, each with the first of them. */
  readonly words: ReadonlyMap<string, string>;
  /** The phases of the training, where a column tells them. */
  readonly phases: readonly Phase[];
  /** On which rows each line was measured, where a column tells it. */
  readonly sets?: readonly (RowSet | undefined)[];
  /** What is said of lines that are no rows, where a few are torn or sum up the others. */
  readonly note?: string;
}

/**
 * Share of the lines up to which torn ones are left out: a run that is killed and resumed tears one, where two rows run together, and runs
 * that write into one file at once tear some of each hundred. A table with more of them is none, or one that is read wrongly.
 */
const TORN = 0.05;

/** Share of them from which on one run that was killed now and then is no longer what tore them. */
const TORN_BY_SEVERAL = 0.01;

/** Rows among which one torn may be, however few they are: an error of writing, where more of them would be another table. */
const ONE_TORN_AMONG = 10;

/** What a row is called that sums up those above it. */
const SUMMARY = /^(mean|avg|average|median|std|min|max|sum|total|overall|best|final|summary)\b/i;

/** What a number begins with, also one that something was written into. */
const BEGINS_AS_NUMBER = /^\s*[-+]?\.?\d/;

/**
 * The columns that hold numbers, one line after the other, so that no more than they is ever kept.
 *
 * @param isWhole whether every line has all cells, since nothing marks the place of one that is missing
 * @param from the number of the first line
 */
export function createColumns(names: readonly string[], isWhole = false, from = 2) {
  const columns = names.map((name) => ({
    name,
    /** Of a column with a number in every line there is nothing to say. */
    rows: undefined as number[] | undefined,
    values: createNumbers(),
    /** Its first cell, where that is a word. */
    word: undefined as string | undefined,
    /** What it says of each line, as long as all its words name rows. */
    sets: undefined as (RowSet | undefined)[] | undefined,
  }));
  const phases: Phase[] = [], told = names.findIndex(isPhase);
  const cells: (number | null | undefined)[] = [],
    torn: { readonly line: number; readonly why: string }[] = [],
    /** Lines that were cut off behind their place: nothing was measured in them. */
    cut: { readonly line: number }[] = [],
    sums: string[] = [];
  let count = 0;
  const lineNow = () => count + torn.length + cut.length + sums.length + from;
  const isSum = (line: readonly string[]) => columns[0]?.values.length > 0 && SUMMARY.test(line[0].trim());
  /** Reads the cells of a line, and says why it is no row where it is torn. */
  const readLine = (line: readonly string[]): string | undefined => {
    const at = lineNow();
    const isLonger = line.length > names.length &&
      line.slice(names.length).some((cell) => cell.trim() !== "");
    if (isLonger || isWhole && line.length < names.length) {
      const why = `line ${at} has ${line.length} cells, and there are ${names.length} columns`;
      if (!BEGINS_AS_NUMBER.test(line[0])) throw new TypeError(why);
      return why;
    }
    for (let i = 0; i < columns.length; i++) {
      const { name, word, values } = columns[i];
      cells[i] = word === undefined ? readCell(line[i] ?? "") : undefined;
      // a shorter line may have left out any of its cells
      if (cells[i] !== undefined || word !== undefined || line.length < names.length || values.length === 0) {
        continue;
      }
      const why = `${name}, line ${at}: expected a number, got ${JSON.stringify(line[i])}`;
      // a word is another thing than a number that something was written into
      if (!BEGINS_AS_NUMBER.test(line[i])) throw new TypeError(why);
      return why;
    }
  };
  const isCut = (line: readonly string[]) =>
    line.length === 1 && names.length > 1 && isCounter(names[0]) && typeof readCell(line[0]) === "number";
  const tornLines = () => {
    const all = [...torn, ...cut], first = Math.min(...all.map(({ line }) => line));
    if (all.length === 0) return [];
    if (all.length === 1) return [`line ${first} is torn and left out`];
    const several = torn.length > 1 && torn.length > TORN_BY_SEVERAL * count
      ? ": several runs may have written into the file at once, and what is read may mix them"
      : "";
    return [`${all.length} lines are torn and left out, the first of them line ${first}${several}`];
  };
  return {
    add(lines: Iterable<readonly string[]>): void {
      for (const line of lines) {
        if (line.length < Math.min(names.length, 2) && line[0] === "") continue;
        if (isSum(line)) {
          sums.push(`line ${lineNow()} (${line[0].trim()}) sums up others and is left out`);
          continue;
        }
        if (isCut(line)) {
          cut.push({ line: lineNow() });
          continue;
        }
        const why = readLine(line);
        if (why !== undefined) {
          torn.push({ line: lineNow(), why });
          continue;
        }
        const phase = line[told]?.trim() ?? "";
        if (phase !== "" && phase !== phases[phases.length - 1]?.name) {
          phases.push({ row: count, name: structuredClone(phase) });
        }
        for (let at = 0; at < columns.length; at++) {
          const column = columns[at], value = cells[at];
          if (column.word !== undefined) {
            if (column.sets !== undefined) column.sets = withCell(column.sets, count, line[at]);
          } else if (typeof value === "number") {
            if (column.values.length < count) column.rows ??= countTo(column.values.length);
            column.rows?.push(count);
            column.values.push(value);
          } else if (value === undefined && line.length === names.length) {
            column.word = structuredClone(line[at]);
            column.sets = withCell([], count, line[at]);
          }
        }
        refuseLong(++count);
      }
    },
    /** Those that were there then: what comes later changes nothing in them. */
    read(): ReadColumns {
      const isTable = torn.length <= TORN * count || torn.length === 1 && count >= ONE_TORN_AMONG;
      if (!isTable) throw new TypeError(torn[0].why);
      const numeric = columns.filter(({ word, values }) => word === undefined && values.length > 0);
      const sets = columns.find(({ sets }) =>
        sets !== undefined && sets.some((set) => set === "val" || set === "test")
      )
        ?.sets;
      const kept = [...new Map(numeric.map((column) => [column.name, column])).values()];
      return {
        count,
        columns: kept.map(({ name, rows, values }) => ({
          name,
          rows: rows?.slice() ?? (values.length < count ? countTo(values.length) : undefined),
          values: values.read(),
        })),
        words: new Map(columns.flatMap(({ name, word }) => word === undefined ? [] : [[name, word]])),
        phases: phases.slice(),
        ...(sets === undefined ? {} : { sets: sets.slice() }),
        ...(torn.length + cut.length + sums.length === 0
          ? {}
          : { note: [...sums.slice(0, 1), ...tornLines()].join("; ") }),
      };
    },
  };
}

/** What a column says of the lines, with one more; `undefined` once a word in it names no rows. */
function withCell(
  sets: (RowSet | undefined)[],
  line: number,
  cell: string | undefined,
): (RowSet | undefined)[] | undefined {
  const word = cell?.trim() ?? "", set = setOf(word);
  if (word !== "" && set === undefined) return undefined;
  sets[line] = set;
  return sets;
}

/** Numbers one after the other: eight bytes each, of which the garbage collector sees nothing while they grow. */
function createNumbers() {
  let held = new Float64Array(1024), length = 0;
  return {
    push(value: number): void {
      if (length === held.length) {
        const grown = new Float64Array(2 * length);
        grown.set(held);
        held = grown;
      }
      held[length++] = value;
    },
    get length() {
      return length;
    },
    read(): readonly number[] {
      const values = new Array<number>(length);
      for (let at = 0; at < length; at++) values[at] = held[at]; // many times as fast as Array.from
      return values;
    },
  };
}

/** 0, 1, ... up to before a count. */
const countTo = (count: number) => Array.from({ length: count }, (_, row) => row);

/** What stands where nothing was measured: the words that pandas knows, dashes, and what the Trainer's table shows before its first loss. */
const MISSING = /^(-*|none|null|#?n\/?a|<na>|nat|no log)$/;

/** As Python and C print it, and C on Windows. */
const NOT_A_NUMBER = /^[+-]?(nan(\(\w+\))?|1\.#(ind|[qs]nan)0*)$/;

/** A list of one, as NumPy and PyTorch print what has one entry. */
const ALONE = /^\[{1,3}\s*([^\s,[\]]+)\s*\]{1,3}$/;

/** A cell as a number, `null` when nothing was measured, `undefined` when it is no number. */
export function readCell(text: string): number | null | undefined {
  const plain = Number(text);
  if (!Number.isNaN(plain) && plain !== 0) return plain;
  // a comma inside of a cell that no comma separates is a decimal one
  const word = text.trim().replace(ALONE, "$1").toLowerCase().replace(/%$/, "")
    .replace(/^(-?\d+),(\d+(e[+-]?\d+)?)$/, "$1.$2");
  if (MISSING.test(word)) return null;
  if (NOT_A_NUMBER.test(word)) return NaN;
  if (/^[+-]?(inf(inity)?|1\.#inf0*)$/.test(word)) return word[0] === "-" ? -Infinity : Infinity;
  const number = Number(word);
  return Number.isNaN(number) ? undefined : number;
}
