/**
 * Every study whose cells can be made one at a time, on whatever machine, by the name of its folder.
 *
 * @module
 */
import { excerpt, naming, parseJson, validated } from "../boundary/mod.ts";
import type { Study } from "./study.ts";

/** A cell whose study only its name tells. */
export type AnyCell = Readonly<Record<string, unknown>>;
type AnyStudy = Study<AnyCell, AnyCell>;

/** Studies that have no small table. */
const WITHOUT_QUICK = ["beyond", "curriculum", "seeds"];

/** Each is loaded when it is asked for: a cell waits for no other study's modules. */
const STUDIES: Readonly<Record<string, (quick: boolean) => Promise<unknown>>> = {
  ablations: async (quick) => {
    const { FULL_SCOPE, QUICK_SCOPE, ratesStudy } = await import("./ablations/study.ts");
    return ratesStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  beyond: async () => (await import("./beyond/study.ts")).beyondStudy(),
  capacity: async (quick) => {
    const { capacityStudy, FULL_SCOPE, QUICK_SCOPE } = await import("./capacity/study.ts");
    return capacityStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  clock: async (quick) => {
    const { clockStudy, FULL_SCOPE, QUICK_SCOPE } = await import("./clock/study.ts");
    return clockStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  curriculum: async () => {
    const { curriculumStudy, FULL_SCOPE } = await import("./curriculum/study.ts");
    return curriculumStudy({ ...FULL_SCOPE, pytorch: [] });
  },
  limit: async (quick) => {
    const { FULL_SCOPE, limitStudy, QUICK_SCOPE } = await import("./limit/study.ts");
    return limitStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  noise: async (quick) => {
    const { FULL_SCOPE, noiseStudy, QUICK_SCOPE } = await import("./noise/study.ts");
    return noiseStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  plan: async (quick) => {
    const { FULL_SCOPE, planStudy, QUICK_SCOPE } = await import("./plan/study.ts");
    return planStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  seeds: async () => {
    const { FULL_SCOPE, seedStudy } = await import("./seeds/study.ts");
    return seedStudy(FULL_SCOPE);
  },
};

/** Names of all studies. */
export const STUDY_NAMES: readonly string[] = Object.keys(STUDIES);

/** A study as its task runs it without options; with the small table where it has one, when `quick`. */
export async function studyNamed(name: string, quick: boolean): Promise<AnyStudy> {
  if (!Object.hasOwn(STUDIES, name)) {
    throw new RangeError(`no study ${excerpt(name)}; there are ${STUDY_NAMES.join(", ")}`);
  }
  if (quick && WITHOUT_QUICK.includes(name)) {
    throw new RangeError(`the study ${name} has one table only: leave --quick out`);
  }
  return await STUDIES[name](quick) as AnyStudy;
}

/**
 * The cell of a key in the study's table, or any other cell of the study that is written out as JSON.
 *
 * @throws {RangeError} for an unknown key; {SyntaxError}, {TypeError} or {RangeError} for JSON that is no cell of the study
 */
export function cellOf({ name, cells, key, cell: schema }: AnyStudy, text: string): AnyCell {
  if (text.startsWith("{")) return validated(schema, naming("the cell", () => parseJson(text)), "the cell");
  const cell = cells.find((cell) => key(cell) === text);
  if (cell !== undefined) return cell;
  throw new RangeError(
    `the study ${name} has no cell ${excerpt(text)} in its table; its first is ${
      key(cells[0])
    }, and any other can be written out as JSON`,
  );
}
