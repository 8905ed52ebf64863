/**
 * What the text of a log states in its settings, which its series do not tell: the number of classes, and of a training without labels the
 * method and the number of prototypes.
 *
 * @module
 */
import type { History } from "../records.ts";

/** Methods that draw two views of a row together and push no others apart (Grill et al. 2020; Chen and He 2021). */
const WITHOUT_NEGATIVES = /(^|[^a-z])(byol|simsiam)([^a-z]|$)/i;

/** How many prototypes rows are assigned to, as SwAV and DINO print their settings. */
const PROTOTYPES = /\b(?:(?:nmb|num|n)_prototypes|out_dim)["']?\s*[:=]\s*\[?(\d{1,7})\b/g;

/** How many answers a classifier or a language model chooses among, as configurations call it. */
const CLASSES = /\b(?:(?:num|n|nb)_(?:classes|labels)|vocab_size)["']?\s*[:=]\s*(\d{1,7})\b/g;

/** What share of a picture is hidden from a masked autoencoder (He et al. 2022), as MAE and SimMIM print it. */
const MASKED = /\bmask_ratio["']?\s*[:=]\s*0?\.\d/;

/** Settings stand at the beginning of a run, of which a file may hold several; more is not looked through. */
const BEGINNING = 4_000_000;

/** The history with what the text states. The settings of the last run are those of what is read. */
export function withStated(history: History, beginning: string): History {
  const [prototypes, classes] = [PROTOTYPES, CLASSES].map((setting) =>
    Number([...beginning.matchAll(setting)].at(-1)?.[1] ?? NaN)
  );
  const withoutNegatives = WITHOUT_NEGATIVES.test(beginning);
  return {
    ...history,
    ...(classes > 1 ? { settings: { ...history.settings, classes } } : {}),
    ...(withoutNegatives || prototypes > 1 || MASKED.test(beginning)
      ? {
        selfSupervised: {
          ...(withoutNegatives ? { withoutNegatives: true as const } : {}),
          ...(prototypes > 1 ? { prototypes } : {}),
        },
      }
      : {}),
  };
}

/** Where a text states its settings. */
export function beginningOf(text: string): string {
  return text.slice(0, BEGINNING);
}
