/**
 * What differs between the settings of several runs.
 *
 * @module
 */

/** Settings shown before the rest is named. */
const SHOWN = 4;

/** What names a run and says nothing about it. */
const NAMES = /^(name|project|save_dir|exist_ok|data_seed|run_name|output_dir|logging_dir)$/;

interface WithSettings {
  readonly settings: Readonly<Record<string, string>>;
}

/** Names of the settings that are not the same in all runs that have any: those to show, which most runs have, and the rest. */
export function differingSettings(
  runs: readonly WithSettings[],
): { readonly shown: readonly string[]; readonly more: readonly string[] } {
  const differing = differingNames(runs);
  const known = (key: string) => runs.filter(({ settings }) => settings[key] !== undefined).length;
  const shown = differing.filter((key) => 2 * known(key) >= runs.length).slice(0, SHOWN);
  return { shown, more: differing.filter((key) => !shown.includes(key)) };
}

function differingNames(runs: readonly WithSettings[]): readonly string[] {
  const known = runs.map(({ settings }) => settings).filter((settings) => Object.keys(settings).length > 0);
  if (known.length < 2) return [];
  const names = [...new Set(known.flatMap((settings) => Object.keys(settings)))];
  return names.filter((name) =>
    !NAMES.test(name) && new Set(known.map((settings) => settings[name])).size > 1
  );
}
