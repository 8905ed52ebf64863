/**
 * Every study whose cells can be made one at a time, on whatever machine, by the name of its folder.
 *
 * @module
 */
import { excerpt, naming, parseJson } from "../boundary/mod.ts";
import type { Study } from "./study.ts";

/** A cell whose study only its name tells. */
export type AnyCell = Readonly<Record<string, unknown>>;
type AnyStudy = Study<AnyCell, AnyCell>;

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
  curriculum: async () =>
    (await import("./curriculum/study.ts")).curriculumStudy({ seeds: 10, first: 0, pytorch: [] }),
  noise: async (quick) => {
    const { FULL_SCOPE, noiseStudy, QUICK_SCOPE } = await import("./noise/study.ts");
    return noiseStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  plan: async (quick) => {
    const { FULL_SCOPE, planStudy, QUICK_SCOPE } = await import("./plan/study.ts");
    return planStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  },
  seeds: async () => (await import("./seeds/study.ts")).seedStudy({ seeds: 12, epochs: 50 }),
};

/** Names of all studies. */
export const STUDY_NAMES: readonly string[] = Object.keys(STUDIES);

/** A study as its task runs it without options; with the small table where it has one, when `quick`. */
export async function studyNamed(name: string, quick: boolean): Promise<AnyStudy> {
  if (!Object.hasOwn(STUDIES, name)) {
    throw new RangeError(`no study ${excerpt(name)}; there are ${STUDY_NAMES.join(", ")}`);
  }
  return await STUDIES[name](quick) as AnyStudy;
}

/**
 * The cell of a key in the study's table, or the cell that is written out as JSON: any with the fields of those in the
 * table.
 *
 * @throws {RangeError} for an unknown key, {TypeError} for a record with other fields
 */
export function cellOf({ name, cells, key }: AnyStudy, text: string): AnyCell {
  if (!text.startsWith("{")) {
    const cell = cells.find((cell) => key(cell) === text);
    if (cell !== undefined) return cell;
    throw new RangeError(
      `the study ${name} has no cell ${excerpt(text)} in its table; its first is ${
        key(cells[0])
      }, and any other ` +
        "can be written out as JSON",
    );
  }
  const cell = naming("the cell", () => parseJson(text)) as AnyCell;
  const shapeOf = (cell: AnyCell) =>
    Object.entries(cell).map(([name, value]) => `${name}: ${typeof value}`).sort().join(", ");
  if (shapeOf(cell) !== shapeOf(cells[0])) {
    throw new TypeError(
      `a cell of the study ${name} is { ${shapeOf(cells[0])} }, given: { ${shapeOf(cell)} }`,
    );
  }
  return cell;
}
