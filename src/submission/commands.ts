import { EASIEST_FIRST } from "../signal/mod.ts";

/** The commands that make everything in the submission again, in order, in the folder that its zip unpacks to. */
export const COMMANDS = [
  { command: "deno task train --quick", does: "goes the whole path of the study in seconds" },
  {
    command: "deno task train",
    does: "trains the 64-unit baseline and the 128-unit retrain and measures both",
  },
  ...EASIEST_FIRST.map((noise) => ({
    command: `deno task train curriculum-64 --noise ${noise}`,
    does: `trains the network that reaches the target on ${noise} noise`,
  })),
  { command: "deno task study:seeds", does: "repeats the baseline from other initial weights" },
  { command: "deno task study:curriculum", does: "repeats the curriculum from ten seeds on each preset" },
  { command: "deno task study:capacity", does: "trains four sizes in three ways on each preset" },
  { command: "deno task study:beyond", does: "tests the networks on recordings unlike their own" },
  {
    command: "deno task notebooks",
    does: "executes the five notebooks from nothing and checks every output",
  },
  { command: "deno task test", does: "runs all tests" },
  {
    command: 'deno task submission --name "..." --id "..."',
    does: "makes this report as a page and as a PDF, and the zip",
  },
];
