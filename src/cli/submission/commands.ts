/** The commands that make everything in the submission again, in order. */
export const COMMANDS = [
  {
    command: "deno task train",
    does: "trains the 64-unit baseline and the 128-unit retrain and measures both",
  },
  { command: "deno task train curriculum-64", does: "trains the network that reaches the target" },
  {
    command: "deno task notebooks",
    does: "executes the five notebooks from nothing and checks every output",
  },
  { command: "deno task test", does: "runs all tests" },
  { command: 'deno task submission --name "..." --id "..."', does: "makes this page, the PDF and the zip" },
] as const;
