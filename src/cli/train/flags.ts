/**
 * Flags made from the configuration's own table, so that no field can be without one.
 *
 * @module
 */
import type { Command } from "commander";
import { plainNumber } from "../../text/mod.ts";
import { onlineSchema } from "../../training/configuration.ts";

/** `learningRate` -> `--learning-rate`. */
const flagName = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Adds one flag for each field of an online run. */
export function addConfigurationFlags(program: Command): Command {
  for (const [field, schema] of Object.entries(onlineSchema.shape)) {
    const standard = schema.parse(undefined);
    const kind = Array.isArray(standard) ? "list" : typeof standard === "string" ? "name" : "n";
    const shown = Array.isArray(standard) ? standard.join(",") : standard ?? "none";
    program.option(`--${flagName(field)} <${kind}>`, `${schema.description} (default: ${shown})`);
  }
  return program;
}

/** The fields that the user gave flags for, as plain values; the schema judges them later. */
export function configurationFromFlags(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(onlineSchema.shape)) {
    const text = options[field];
    if (typeof text === "string") {
      given[field] = Array.isArray(schema.parse(undefined))
        ? text.split(",").map(plainValue)
        : plainValue(text);
    }
  }
  return given;
}

/** `"3"` -> 3, `"none"` -> null, anything else as it is. */
function plainValue(text: string): unknown {
  if (text === "none") return null;
  const value = plainNumber(text);
  return Number.isNaN(value) ? text : value;
}
