/**
 * A study's file: its results in order, what they sum up to, and who made each.
 *
 * @module
 */
import { naming, parseJson, readIfThere } from "../boundary/mod.ts";
import { writeJsonAtomically } from "../run/files.ts";
import { versions } from "../run/versions.ts";
import type { Maker } from "./sweep.ts";

/** Largest share of the time that goes into writing the file. */
const WRITING_SHARE = 1 / 20;

/** How a study's results stand in its file. */
interface Table<Result> {
  readonly key: (result: Result) => string;
  readonly belongs: (result: Result) => boolean;
  readonly order: (result: Result) => number;
  readonly summarise: (results: readonly Result[]) => Readonly<Record<string, unknown>>;
}

/** The results that a study has so far. */
export interface StudyFile<Result> {
  readonly has: (key: string) => boolean;
  readonly add: (result: Result, maker: Maker) => void;
  readonly ordered: () => readonly Result[];
  readonly write: () => void;
  /** Writes, unless that would take more than a twentieth of the time: a file of 100,000 results takes a second. */
  readonly writeNowAndThen: () => void;
}

/**
 * What an earlier run left of this study, or nothing.
 *
 * @throws {TypeError} when the file is not that of a study
 */
export function openStudyFile<Result>(
  { key, belongs, order, summarise }: Table<Result>,
  file: string,
  fresh: boolean,
): StudyFile<Result> {
  const earlier = fresh ? EMPTY : readStudyFile<Result>(file);
  const results = new Map(earlier.results.filter(belongs).map((result) => [key(result), result]));
  const makers = new Map(Object.entries(earlier.made));
  const ordered = () => results.values().toArray().toSorted((a, b) => order(a) - order(b));
  let [written, took] = [-Infinity, 0];
  const write = () => {
    const started = performance.now();
    const inOrder = ordered();
    const made = Object.fromEntries(inOrder.flatMap((result) => {
      const maker = makers.get(key(result)); // older files do not say
      return maker === undefined ? [] : [[key(result), maker]];
    }));
    writeJsonAtomically(file, { ...summarise(inOrder), versions: versions(), made, results: inOrder });
    written = performance.now();
    took = written - started;
  };
  return {
    has: (key) => results.has(key),
    add: (result, maker) => {
      results.set(key(result), result);
      makers.set(key(result), maker);
    },
    ordered,
    write,
    writeNowAndThen: () => {
      if (performance.now() - written >= took / WRITING_SHARE) write();
    },
  };
}

/** What the file holds beside its summary. */
export interface Contents<Result> {
  readonly results: readonly Result[];
  readonly made: Readonly<Record<string, Maker>>;
}

const EMPTY = { results: [], made: {} };

/** Results that an earlier run left and who made them, none where there is no file. */
export function readStudyFile<Result>(file: string): Contents<Result> {
  const text = readIfThere(file);
  if (text === null) return EMPTY;
  const { results, made = {} } = (naming(file, () => parseJson(text)) ?? {}) as Partial<Contents<Result>>;
  if (!Array.isArray(results)) throw new TypeError(`${file}: no study's file: it has no list of results`);
  return { results, made };
}
