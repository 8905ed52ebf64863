/**
 * The rules, upstream causes first, a folder for each kind of question. Each rule is a file that holds all of it: what it
 * watches, when it fires, what to do about it, whom it follows, and the code.
 *
 * @module
 */
import type { Rule } from "../records.ts";
import { COURSE } from "./course/mod.ts";
import { ENDING } from "./ending/mod.ts";
import { EVIDENCE } from "./evidence/mod.ts";
import { FIT } from "./fit/mod.ts";
import { KNOWN_LEVELS } from "./known_levels/mod.ts";
import { OBJECTIVES } from "./objectives/mod.ts";
import { PROGRAM } from "./program/mod.ts";
import { REFUTES_QUIET } from "./refutes_quiet/mod.ts";
import { SETUP } from "./setup/mod.ts";

/** The rules of each folder, in the order in which equal findings are told. */
export const RULE_FOLDERS: Readonly<Record<string, readonly Rule[]>> = {
  objectives: OBJECTIVES,
  program: PROGRAM,
  known_levels: KNOWN_LEVELS,
  setup: SETUP,
  evidence: EVIDENCE,
  course: COURSE,
  fit: FIT,
  ending: ENDING,
  refutes_quiet: REFUTES_QUIET,
};

/** All rules, in that order. */
export const RULES: readonly Rule[] = Object.values(RULE_FOLDERS).flat();
