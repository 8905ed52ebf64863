/**
 * `deno task diagnose PATH`: findings, verdict and next action for a training run, whoever wrote its history.
 *
 * @module
 */
import { isFile, isFolder, isThere, plausiblePath } from "../boundary/mod.ts";
import { diagnose, type Diagnosis, RULES } from "../monitor/mod.ts";
import { ofEach } from "../monitor/readers/beside.ts";
import { diagnosisJson } from "../report/diagnosis_json.ts";
import { diagnosisText, ruleText } from "../report/diagnosis_text.ts";
import { namingCommand } from "../report/next_command.ts";
import { runsTable } from "../report/runs_table.ts";
import { shortText } from "../report/short_text.ts";
import { writeAtomically } from "../run/files.ts";
import { settingsBeside, settingsOfRun } from "../run/settings.ts";
import { findPath, readEvidenceFile, type Reading, readLog, resolvePath } from "../run/source.ts";
import { downloadedRuns, readParts } from "../run/parts.ts";
import { searchHistories } from "../run/histories.ts";
import { type Screen, screenOf } from "../watch/terminal/screen.ts";
import { printable } from "../text/mod.ts";
import { likely, type Options, program } from "./diagnose/options.ts";
import { type Run, runNamed, sideBySide } from "./diagnose/runs.ts";
import { failureOf, MISTAKE } from "./failure.ts";
import { refuseOutput } from "./output.ts";
import { runProgram } from "./program.ts";

program.action(async (written: readonly string[], options: Options) => {
  const rule = RULES.find(({ name }) => name === options.explain);
  if (rule !== undefined) return console.log(ruleText(rule));
  const given = withExplained(written, options);
  if (given.length === 0) throw new TypeError("missing required argument 'path'");
  if (options.idle !== undefined && !options.follow) throw new TypeError("--idle: only --follow waits");
  const chosen = {
    ...(options.train === undefined ? {} : { train: options.train }),
    ...(options.validation === undefined ? {} : { validation: options.validation }),
    ...(options.metric === undefined ? {} : { metrics: options.metric }),
  };
  if (options.html !== undefined) refuseOutput(pageFile(options.html), [".html"], "--html");
  if (options.follow) {
    if (options.run !== undefined) throw new TypeError("--run: --follow watches the newest run");
    if (given.length > 1) throw new RangeError(`--follow watches one run, got ${given.length} paths`);
    refuseUnfollowable(given[0]);
    // beside standard output where that holds JSON
    const screen = screenOn(options.json ? Deno.stderr : Deno.stdout);
    const completed = (reading: Reading) => withOptions(reading, options);
    const { followed }: typeof import("./diagnose/followed.ts") = await import(FOLLOWED);
    return await conclude([await followed(given[0], { chosen, screen, completed }, options)], options);
  }
  if (given.filter((path) => path === "-").length > 1) {
    throw new RangeError("standard input can be read once");
  }
  const { readSource }: Pick<typeof import("../run/history.ts"), "readSource"> = given.some(mayBeOwn)
    ? await import(OWN)
    : { readSource: readLog };
  const tried = new Map<string, Reading>();
  const readOnce = (path: string) => {
    const reading = tried.get(path) ?? withOptions(readSource(path, { chosen }), options);
    tried.set(path, reading);
    return reading;
  };
  const joined = downloadedRuns(given).filter(({ files }) => files.length > 1);
  const isJoined = (path: string) => joined.some(({ files }) => files.some((file) => file.path === path));
  const problems: string[] = [];
  const search = (path: string) => historiesIn(path, readOnce);
  const found = given.filter((path) => !isJoined(path)).flatMap((path) =>
    given.length === 1 ? [search(path)] : unless(problems, () => search(path))
  );
  const paths = found.flatMap(({ paths }) => paths), isMissing = problems.length > 0;
  const count = joined.length + paths.length + problems.length;
  if (count > 1 && options.run === undefined) refuseForOne(count, options);
  const together = joined.map((parts) => ({
    path: parts.path,
    reading: withOptions({ history: readParts(parts.path, parts, chosen), evidence: {} }, options),
  }));
  const read = count === 1
    ? paths.map((path) => ({ path, reading: readOnce(path) }))
    : readable(paths, readOnce, problems);
  if (options.run !== undefined) {
    const again = (path: string, run: string) =>
      withOptions(readSource(path, { chosen: { ...chosen, run } }), options);
    return await conclude([runNamed(options.run, [...together, ...read], again)], options);
  }
  // a page is that of one run, the first, which says of how many; who names a column has chosen
  const isOne = options.html !== undefined || chosen.train !== undefined || chosen.validation !== undefined;
  const alone = isOne ? read : read.flatMap(sideBySide);
  if (together.length + alone.length === 0) {
    throw new TypeError(`none of ${count} files can be read: ${problems[0]}`);
  }
  for (const problem of problems) console.error(problem);
  await conclude([...together, ...alone], options, count > 1 || alone.length > 1);
  // of many in a folder some may hold nothing yet; what was asked for by name has to be there
  const isRead = (path: string) => read.some((run) => run.path === path);
  const isLost = isMissing || found.some(({ paths }) => paths.length === 1 && !isRead(paths[0]));
  if (isLost && Deno.exitCode === 0) Deno.exitCode = MISTAKE;
  const other = found.flatMap(({ other }) => other);
  if (other.length > 0) console.error(otherFiles(other));
});

/** A run of this project is a folder: a file by itself holds a history and nothing else. */
function mayBeOwn(path: string): boolean {
  return path !== "-" && unless([], () => isFolder(findPath(path))).includes(true);
}

// names that no module graph sees: what few calls need is loaded by those alone
/** The follower. */
const FOLLOWED: string = "./diagnose/followed.ts";
/** Engines and evaluation, by which a run of this project is measured again. */
const OWN: string = "../run/history.ts";
/** The figures' packages. */
const PAGE: string = "../report/diagnosis_page.ts";

/** What stands behind --explain and is no rule's name is the path. */
function withExplained(given: readonly string[], { explain }: Options): readonly string[] {
  if (typeof explain !== "string") return given;
  if (explain !== "-" && !isThere(findPath(explain))) {
    throw new RangeError(`--explain: ${explain} is neither a rule nor a path; ${likely(explain)}`);
  }
  return [explain, ...given];
}

/** What is read to its end once cannot be looked at again. */
function refuseUnfollowable(path: string): void {
  if (path === "-") {
    throw new TypeError("--follow looks at a file again and again; standard input is read once");
  }
  if (isThere(path) && !isFile(path) && !isFolder(path)) {
    throw new TypeError(`--follow: ${path} is neither a file nor a folder`);
  }
}

/** Most files of a folder that are read to see whether they are histories. */
const MOST_TRIED = 500;

/** The histories under a path: those that the tools' names tell, and those of the other tables that can be read as one. */
function historiesIn(
  path: string,
  read: (path: string) => Reading,
): { readonly paths: readonly string[]; readonly other: readonly string[] } {
  const place = path === "-" ? path : resolvePath(path);
  const { named, unnamed } = searchHistories(place);
  const tried = Map.groupBy(unnamed.slice(0, MOST_TRIED), (file) => isReadable(file, read));
  const paths = [...named, ...tried.get(true) ?? []];
  const other = [...tried.get(false) ?? [], ...unnamed.slice(MOST_TRIED)];
  // an error that says what was looked for
  return paths.length === 0 ? { paths: [place], other: [] } : { paths, other };
}

function isReadable(file: string, read: (path: string) => Reading): boolean {
  return unless([], () => read(file)).length > 0;
}

/** Names shown before the rest is counted. */
const FILES_SHOWN = 5;

function otherFiles(files: readonly string[]): string {
  const more = files.length - FILES_SHOWN;
  return `No history is in ${printable(files.slice(0, FILES_SHOWN).map(nameOf).join(", "))}${
    more > 0 ? ` and ${more} more files` : ""
  }.`;
}

/** Options that several runs cannot share. */
function refuseForOne(runs: number, { html, evidence }: Options): void {
  if (html !== undefined) throw new RangeError(`--html makes the page of one run, got ${runs}`);
  if (evidence !== undefined) throw new RangeError(`--evidence was measured on one run, got ${runs}`);
}

/** Lines that stay and one that lives, on this output. */
function screenOn(out: typeof Deno.stdout | typeof Deno.stderr): Screen {
  const encoder = new TextEncoder();
  return screenOf((text) => out.writeSync(encoder.encode(text)), {
    isTerminal: out.isTerminal(),
    width: () => Deno.consoleSize().columns || 80, // some terminals do not know theirs
  });
}

interface Judged extends Run {
  readonly diagnosis: Diagnosis;
}

/** Among several a file that is no history is left out, and what is wrong with it noted. */
function readable(
  paths: readonly string[],
  read: (path: string) => Reading,
  problems: string[],
): readonly Run[] {
  const progress = progressLine();
  const runs = paths.flatMap((path, index) => {
    progress.say(`${index + 1} of ${paths.length}: ${printable(path)}`);
    return unless(problems, () => ({ path, reading: read(path) }));
  });
  progress.end();
  return runs;
}

/** What is given back, unless it is the user's mistake, which is noted. */
function unless<T>(problems: string[], attempt: () => T): readonly T[] {
  try {
    return [attempt()];
  } catch (error) {
    const { line, code } = failureOf(error);
    if (code !== MISTAKE) throw error;
    problems.push(line.replace(/^error: /, ""));
    return [];
  }
}

/** Seconds of silence. */
const PATIENT = 2;

/** What is being read, on a terminal, once it takes longer than a moment. */
function progressLine(): { readonly say: (line: string) => void; readonly end: () => void } {
  const begun = performance.now(), screen = screenOn(Deno.stderr);
  const isTold = () => Deno.stderr.isTerminal() && performance.now() - begun > 1000 * PATIENT;
  return {
    say: (line) => void (isTold() && screen.live(line, 0)),
    end: () => void (isTold() && screen.live("", 0)),
  };
}

/** Prints one run in full, several as a table, and sets the exit code that --fail-on asks for. */
async function conclude(runs: readonly Run[], options: Options, isMany = false): Promise<void> {
  const judged = runs.map(({ path, reading }): Judged => {
    const source = { isOwn: reading.run !== undefined, evidence: reading.evidence };
    return { path, reading, diagnosis: namingCommand(diagnose(reading, options.ignore), path, source) };
  });
  if (options.json) {
    const records = judged.map(({ path, reading, diagnosis }) =>
      diagnosisJson(path, reading.history, diagnosis)
    );
    console.log(JSON.stringify(isMany ? records : records[0], null, 1));
  } else if (judged.length === 1) {
    const [{ path, reading, diagnosis }] = judged;
    const name = nameOf(path);
    console.log(shortText(reading.history, diagnosis, name));
    if (options.explain !== undefined) console.log(`\n${diagnosisText(reading.history, diagnosis)}`);
  } else {
    console.log(runsTable(judged.map(({ path, reading: { history, run }, diagnosis }) => ({
      name: printable(path),
      history,
      diagnosis,
      settings: run === undefined ? settingsBeside(path) : settingsOfRun(run),
    }))));
  }
  if (options.html !== undefined) await writePage(judged[0], options.html);
  const bad = options.failOn === "critical" ? ["critical"] : ["critical", "warning"];
  const reached = judged.some(({ diagnosis }) =>
    diagnosis.findings.some(({ severity }) => bad.includes(severity))
  );
  if (options.failOn !== undefined && reached) Deno.exitCode = 1;
}

/** The page of one run. */
async function writePage({ path, reading, diagnosis }: Judged, file: string): Promise<void> {
  const { diagnosisPage }: typeof import("../report/diagnosis_page.ts") = await import(PAGE);
  const { pathToFileURL } = await import("node:url");
  const page = pageFile(file);
  writeAtomically(page, diagnosisPage(reading.history, diagnosis, nameOf(path)));
  console.error(`page: ${pathToFileURL(page).href}`);
}

/** A bare name lies in reports/, where the task may write. */
function pageFile(file: string): string {
  return plausiblePath(file, "--html").includes("/") ? file : `reports/${file}`;
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : printable(path.slice(path.lastIndexOf("/") + 1));
}

/** Options win over the history, a given evidence file over what lies in the run folder. */
function withOptions(
  { history, evidence, run }: Reading,
  { target, patience, evidence: file }: Options,
): Reading {
  return {
    history: ofEach(history, (one) => ({
      ...one,
      settings: {
        ...one.settings,
        ...(target === undefined ? {} : { targetLoss: target }),
        ...(patience === undefined ? {} : { patience }),
      },
    })),
    evidence: file === undefined ? evidence : { ...evidence, ...readEvidenceFile(file) },
    run,
  };
}

await runProgram(program);
