/**
 * What several runs are called beside one another: their names, the folder that all lie in, their number.
 *
 * @module
 */

/** What a fold of a cross-validation is called: by its number, and otherwise as the others. */
export const FOLD = /(fold|split|cv)[ _-]?\d{1,3}(?!\d)/i;

/** What several paths are called beside one another: without the folder that all lie in. */
export function shownNames(paths: readonly string[]): readonly string[] {
  const folder = sharedFolder(paths);
  return paths.map((path) => path.slice(folder.length));
}

/** The folder that all lie in, with the slash at its end. */
export function sharedFolder(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [first, ...others] = names.map((name) => name.split("/").slice(0, -1));
  const depth = first.findIndex((part, level) => others.some((parts) => parts[level] !== part));
  const shared = depth < 0 ? first : first.slice(0, depth);
  return shared.map((part) => `${part}/`).join("");
}

/** How many, and of how many where some of a file have no course to tell. */
export function counted(runs: readonly { readonly name: string }[]): string {
  const of = new Set(runs.map(({ name }) => name.match(/\/(?:run|fold) \d+ of (\d+)$/)?.[1]));
  const [all] = of, word = runs.every(({ name }) => FOLD.test(name)) ? "folds" : "runs";
  const some = of.size === 1 && all !== undefined && Number(all) > runs.length ? ` of ${all}` : "";
  return `${runs.length}${some} ${word}`;
}

/** A word of a command. */
export function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
