/**
 * Runs on disk that are looked at again and again.
 *
 * @module
 */
import { median } from "simple-statistics";
import { namingCommand } from "../report/next_command.ts";
import {
  type Beginning,
  beginningOf,
  isAnotherRun,
  type Look,
  lookAt,
  presentFiles,
} from "../run/growing.ts";
import { createSourceReader, type SourceReader } from "../run/appended.ts";
import { isLocked } from "../run/lock.ts";
import type { RunRecord } from "../run/record.ts";
import { completeFolder, isInTraining } from "../run/place.ts";
import { networkOf } from "./network.ts";
import { createPlaces } from "./places.ts";
import { judge, type Raised, type Read, type Status } from "./run.ts";
import { type RunView, viewOf } from "./view.ts";

/** A run that wrote nothing for so many of its epochs, and at least so many milliseconds, is not growing. */
const PATIENT_EPOCHS = 10, PATIENCE = 30_000;

/** Milliseconds of silence after which it is asked whether a run of ours still has its process. */
const DOUBTFUL = 3_000;

/** Milliseconds that a file may be half written before that is told; younger than this, its last line may be half a number. */
const HALF_WRITTEN = 3_000;

/** Looking takes at most this share of the time. */
const SHARE = 0.2;

/** What is watched. */
export interface Watched {
  /**
   * Looks again; the names of the runs that changed. With a budget of milliseconds it looks at as many as that allows and
   * leaves alone for a while what takes long to read; without, at all of them.
   */
  look(budget?: number): readonly string[];
  /** Names of all runs. */
  names(): readonly string[];
  /** All runs, or those of the names. */
  views(names?: readonly string[]): readonly RunView[];
}

/**
 * A run between two looks. Its history is read, judged, made a view of and let go: a million points of it are held once, in
 * the view's lines.
 */
interface Followed {
  /** What of a file that grows was read already; of a run that is over, nothing. */
  readonly reader: SourceReader;
  readonly seen?: Look<Read>;
  /** When it was last read, and how long that took; milliseconds. */
  readonly readAt: number;
  readonly took: number;
  /** Since when it could not be read. */
  readonly brokenSince?: number;
  readonly view: RunView;
  readonly raised: Raised;
  readonly pace: Pace;
  readonly beginning?: Beginning;
}

/** What tells how a run stands when nothing more is written. */
interface Pace {
  readonly recorded?: Read["recorded"];
  /** Milliseconds without news after which it is not growing. */
  readonly patience: number;
}

/** What is watched, and how. */
interface FollowOptions {
  /** Told of a run before it is read for the first time, which may take seconds. */
  readonly onReading?: (view: RunView) => void;
  /** Only what is in training at some look, from then on. */
  readonly onlyTraining?: boolean;
}

/** Watches paths: names of runs, files, and folders, which stand for the runs below them, also for those that come later. */
export function followRuns(
  paths: readonly string[],
  { onReading, onlyTraining = false }: FollowOptions = {},
): Watched {
  const followed = new Map<string, Followed>();
  const runsAt = createPlaces();
  let places = new Map<string, string>();
  let searchedAt = -Infinity, searchTook = 0;

  return {
    look(budget = Infinity) {
      const begun = performance.now();
      if (begun - searchedAt > Math.max(1000, searchTook / SHARE)) {
        places = new Map(
          paths.flatMap(runsAt).filter((place) => !onlyTraining || isInTraining(place)).map((
            place,
          ) => [completeFolder(place), place]),
        );
        [searchedAt, searchTook] = [begun, performance.now() - begun];
      }
      return [...new Set([...followed.keys(), ...places.keys()])].filter((name) => {
        if (performance.now() - begun > budget) return false;
        const before = followed.get(name);
        const isSpared = budget < Infinity && before !== undefined &&
          Date.now() - before.readAt < before.took / SHARE;
        if (before === undefined) onReading?.({ ...waiting(name).view, status: "reading" });
        const now = isSpared ? before : follow(name, before);
        followed.set(name, now);
        return now.view !== before?.view;
      });
    },
    names: () => [...followed.keys()],
    views: (names) =>
      [...followed].filter(([name]) => names === undefined || names.includes(name))
        .map(([, { view }]) => view),
  };
}

/** The run at its next look. */
function follow(name: string, before: Followed = waiting(name)): Followed {
  const readAt = Date.now(), begun = performance.now();
  const { reader, view: { writtenAt: lastWritten } } = before;
  const look = (seen: Look<Read> | undefined) =>
    lookAt(name, seen, (place, writtenAt) => readRun(place, reader, Date.now() - writtenAt < HALF_WRITTEN));
  const isQuiet = readAt - lastWritten > HALF_WRITTEN;
  const isRest = reader.isUnfinished && isQuiet; // nothing comes after its last line, which then counts as it stands
  let seen = look(isRest ? undefined : before.seen);
  if (seen === before.seen) {
    if (statusOf(before.pace, seen) === before.view.status) return before;
    seen = look(undefined); // of a run that is over more can be said
  }
  const took = () => performance.now() - begun;
  try {
    const { read, problem, writtenAt } = seen;
    if (problem !== undefined || read === undefined) throw problem;
    const pace = paceOf(read), status = statusOf(pace, seen), beginning = beginningOf(read.history);
    const isOver = status !== "running" && status !== "growing";
    const isNew = before.beginning !== undefined && isAnotherRun(before.beginning, beginning);
    const { diagnosis, raised } = judge(read, isOver, isNew ? undefined : before.raised);
    const source = { isOwn: read.recorded !== undefined, evidence: read.evidence };
    const view = viewOf({
      ...read,
      name,
      status,
      writtenAt,
      diagnosis: namingCommand(diagnosis, name, source),
      raised,
    });
    return {
      reader: isOver ? createSourceReader() : reader,
      seen: { ...seen, read: undefined },
      readAt,
      took: took(),
      view,
      raised,
      pace,
      beginning,
    };
  } catch (error) {
    return unread({ ...before, readAt, took: took() }, { ...seen, read: undefined }, error as Error);
  }
}

/** The run as it was before a look that could read nothing. */
function unread(before: Followed, seen: Look<Read>, { message }: Error): Followed {
  const { brokenSince = before.readAt } = before;
  const followed = { ...before, seen };
  if (seen.stamp === null) {
    return followed.view.writtenAt > 0 ? withView(followed, { status: "deleted" }) : followed;
  }
  // a run of ours has no history before its first epoch, and a file may be caught while it is written
  const isBroken = before.readAt - Math.min(brokenSince, seen.writtenAt) > HALF_WRITTEN &&
    !(isInTraining(seen.place) && presentFiles(seen.place).length === 0);
  const told = { ...followed, brokenSince };
  return isBroken ? withView(told, { status: "unreadable", problem: message.split("\n")[0] }) : told;
}

/** The same view where nothing changes, so that it is sent to nobody. */
function withView(followed: Followed, changed: Partial<RunView>): Followed {
  const { view } = followed;
  const isSame = Object.entries(changed).every(([key, value]) => view[key as keyof RunView] === value);
  if (isSame) return followed;
  return { ...followed, view: { ...view, problem: undefined, secondsLeft: undefined, ...changed } };
}

/** A run of which nothing is there yet. */
function waiting(name: string): Followed {
  const summary = "Nothing is written yet.";
  const raised = new Map();
  const view = viewOf({
    name,
    status: "waiting",
    writtenAt: 0,
    history: { format: "nothing yet", unit: "epoch", trainLoss: [], settings: {}, notes: [] },
    evidence: {},
    settings: {},
    diagnosis: {
      findings: [],
      notTested: [],
      clear: [],
      verdict: { cause: "none", summary, action: "Wait for the first epoch", rivals: [] },
    },
    raised,
  });
  return { reader: createSourceReader(), readAt: 0, took: 0, view, raised, pace: { patience: PATIENCE } };
}

function readRun(place: string, reader: SourceReader, isGrowing: boolean): Read {
  const { history, evidence, run } = reader.read(place, isGrowing);
  if (run === undefined) return { history, evidence, settings: { ...history.settings } };
  const { configuration, status, regime } = run;
  return {
    history,
    evidence,
    settings: { regime, ...configuration },
    recorded: status,
    network: status === "diverged" ? undefined : networkOf(place, run),
    planned: plannedWork(configuration),
  };
}

/** Of a curriculum an epoch is as long as the stage's rate is high, on so many lanes. */
function plannedWork(configuration: RunRecord["configuration"]): readonly number[] | undefined {
  if ("stages" in configuration) {
    return configuration.stages.flatMap(({ epochs, decimation, starts }) =>
      new Array<number>(epochs).fill(starts / decimation)
    );
  }
  return "epochs" in configuration ? new Array<number>(configuration.epochs).fill(1) : undefined;
}

function paceOf({ recorded, history }: Read): Pace {
  const seconds = (history.epochSeconds ?? []).filter((s): s is number => s !== null && Number.isFinite(s));
  const pace = seconds.length === 0 ? 0 : 1000 * PATIENT_EPOCHS * median(seconds);
  return { recorded, patience: Math.max(PATIENCE, pace) };
}

function statusOf({ recorded, patience }: Pace, { place, writtenAt }: Look<Read>): Status {
  if (recorded !== undefined && recorded !== "running") return recorded;
  const quiet = Date.now() - writtenAt;
  if (recorded === "running") {
    return quiet > DOUBTFUL && !isLocked(completeFolder(place)) ? "interrupted" : "running";
  }
  return quiet > patience ? "still" : "growing";
}
