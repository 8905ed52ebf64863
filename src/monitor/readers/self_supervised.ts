/**
 * What the text of a log tells of a training without labels, which its series do not: the method, the number of prototypes.
 *
 * @module
 */
import type { History } from "../records.ts";

/** Methods that draw two views of a row together and push no others apart (Grill et al. 2020; Chen and He 2021). */
const WITHOUT_NEGATIVES = /(^|[^a-z])(byol|simsiam)([^a-z]|$)/i;

/** How many prototypes rows are assigned to, as SwAV and DINO print their settings. */
const PROTOTYPES = /\b(?:(?:nmb|num|n)_prototypes|out_dim)["']?\s*[:=]\s*\[?(\d{1,7})\b/g;

/** Settings stand at the beginning of a run, of which a file may hold several; more is not looked through. */
const BEGINNING = 4_000_000;

/** What is told of a text; `undefined` for nothing. The settings of the last run are those of what is read. */
export function selfSupervisedIn(text: string): History["selfSupervised"] {
  const beginning = text.slice(0, BEGINNING);
  const prototypes = Number([...beginning.matchAll(PROTOTYPES)].at(-1)?.[1] ?? NaN);
  const withoutNegatives = WITHOUT_NEGATIVES.test(beginning);
  if (!withoutNegatives && !(prototypes > 1)) return undefined;
  return {
    ...(withoutNegatives ? { withoutNegatives: true as const } : {}),
    ...(prototypes > 1 ? { prototypes } : {}),
  };
}
