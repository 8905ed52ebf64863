/**
 * A study's file: its results in order, what they sum up to, and who made each.
 *
 * @module
 */
import { z } from "zod";
import { isThere, validated } from "../boundary/mod.ts";
import { readJson, writeJsonAtomically } from "../run/files.ts";
import { versions } from "../run/versions.ts";
import { type Maker, maker } from "./sweep.ts";

/** Largest share of the time that goes into writing the file. */
const WRITING_SHARE = 1 / 20;

/** How a study's results stand in its file. */
interface Table<Result> {
  readonly name: string;
  readonly result: z.ZodType<Result>;
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
 * @throws {TypeError} when the file is not that of the study, {RangeError} when its results have other settings
 */
export function openStudyFile<Result>(study: Table<Result>, file: string, fresh: boolean): StudyFile<Result> {
  const { key, order, summarise } = study;
  const earlier = fresh ? EMPTY : readStudyFile(study, file);
  const results = new Map(earlier.results.map((result) => [key(result), result]));
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

/** Where the record of a study lies that documents tell of. */
export function studyPath(name: string): string {
  return `reports/${name}/${name}.json`;
}

/**
 * Results that an earlier run left and who made them, none where there is no file.
 *
 * @throws {TypeError} when a result is none of the study's or stands twice, {RangeError} when it has other settings: it would
 *   be lost in the next file
 */
export function readStudyFile<Result>(study: Table<Result>, file: string): Contents<Result> {
  return isThere(file) ? contentsOf(study, readJson(file), file) : EMPTY;
}

/**
 * The record of a study, as documents tell of it: results that are the study's, and the summary that they give.
 *
 * @param record what the file in `reports/` holds, where that has been read
 * @throws {TypeError | RangeError} what {@linkcode readStudyFile} throws, and where the summary is another
 */
export function readStudyRecord<Kept extends { readonly results: readonly unknown[] }>(
  study: Table<Kept["results"][number]>,
  record = readJson(studyPath(study.name)),
): Kept {
  const file = studyPath(study.name);
  const { results } = contentsOf(study, record, file);
  const summary = study.summarise(results);
  for (const [field, value] of Object.entries(summary)) {
    if (JSON.stringify(value) === JSON.stringify((record as Record<string, unknown>)[field])) continue;
    throw new TypeError(`${file}: ${field} is not what its results give; run deno task study:${study.name}`);
  }
  return { ...summary, results } as unknown as Kept; // its other fields are those that the study sums up
}

function contentsOf<Result>(
  { name, result, key, belongs }: Table<Result>,
  record: unknown,
  file: string,
): Contents<Result> {
  const schema = z.looseObject({ results: z.array(result), made: z.record(z.string(), maker).default({}) });
  const { results, made } = validated(schema, record, file);
  const keys = results.map(key);
  if (new Set(keys).size < keys.length) {
    const twice = keys.find((key, at) => keys.indexOf(key) < at);
    throw new TypeError(`${file}: the result of ${twice} stands twice`);
  }
  const others = results.filter((result) => !belongs(result)).length;
  if (others > 0) {
    throw new RangeError(
      `${file}: ${others} of its results are of study:${name} with other settings and would be lost; --fresh forgets them`,
    );
  }
  return { results, made };
}
