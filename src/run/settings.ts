/**
 * The settings that a tool left beside a history.
 *
 * @module
 */
import { isFile, isFolder, readText } from "../boundary/mod.ts";
import type { RunRecord } from "./record.ts";

/** Settings as names and text. */
export type SettingsText = Readonly<Record<string, string>>;

/** Files of plain settings: Ultralytics, Lightning, DVC. */
const FILES = ["args.yaml", "hparams.yaml", "params.yaml"];

/** More is no list of settings. */
const LONGEST = 64 * 1024;

/** Settings of one of this project's runs. */
export function settingsOfRun({ configuration }: RunRecord): SettingsText {
  return Object.fromEntries(
    Object.entries(configuration).map((
      [name, value],
    ) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/**
 * Settings beside the history at `path`, a file or a folder: MLflow's `params`, or the plain `name: value` lines of a YAML file in
 * its folder or the one above. What is nested is left out.
 */
export function settingsBeside(path: string): SettingsText {
  const folder = isFolder(path) ? path : path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  const parameters = `${folder}/params`;
  if (isFolder(parameters)) {
    const names = [...Deno.readDirSync(parameters)].filter(({ isFile }) => isFile).map(({ name }) => name)
      .sort();
    return Object.fromEntries(
      names.map((name) => [printable(name), printable(readText(`${parameters}/${name}`))]),
    );
  }
  const file = [folder, `${folder}/..`].flatMap((place) => FILES.map((name) => `${place}/${name}`)).find(
    isFile,
  );
  return file === undefined || Deno.statSync(file).size > LONGEST ? {} : plainLines(readText(file));
}

/** The learning rate among settings, if it is one number. */
export function rateOf(settings: SettingsText): number | undefined {
  const named = Object.entries(settings).find(([name]) =>
    /^(lr|lr0|(init_|base_)?learning_?rate)$/i.test(name)
  );
  const rate = Number(named?.[1] || NaN);
  return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}

function plainLines(text: string): SettingsText {
  const pairs = text.split("\n").flatMap((line): [string, string][] => {
    const [, name, value] = line.match(/^([\w.-]+):[ \t]+(\S.*?)\s*$/) ?? [];
    return name === undefined || value.startsWith("#") ? [] : [[name, printable(value)]];
  });
  return Object.fromEntries(pairs);
}

function printable(text: string): string {
  return text.trim().replace(/\p{C}/gu, "?").slice(0, 60);
}
