/**
 * Why each task may do what it may: the one place for the reasons. What it may stands in `deno.json`.
 *
 * @module
 */
import type { MarkdownTable } from "./table.ts";

/** A kind of permission, as in `--allow-read`. */
type Kind = "read" | "write" | "env" | "sys" | "ffi" | "run" | "net";

const ANYWHERE = "the run that you name may lie anywhere";
const OWN = "the project's runs and records";
const OUTPUT = "`--out` is yours to choose";
const RESULTS = "the results, and a trial that they can be written";
const RENAMING = "a file is renamed into its place, which asks for this too";
const CELL = { read: `${OWN}, and the module of its worker threads`, write: RESULTS };
const TENSORFLOW = {
  env: "tfjs-node's packages list all variables when they are loaded",
  sys: "tfjs-node asks what machine it runs on when it is loaded",
  ffi: "tfjs-node is a native library",
};
const PAGE = "only for `--watch`: a page for this machine, at an address that nobody can guess";
const KERNEL = "the kernel that `deno task native` built here, if it did";
const PYTHON = "Python, which like any program has the rights of your user";
const STUDY = { ...CELL, run: `only for \`--ray\`: ${PYTHON}` };

const REASONS: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  native: {
    ...TENSORFLOW,
    read: "the package, the cache in your home and the programs' temporary files",
    write: "the addon goes into its package, the libraries into a cache that all clones share; the kernel",
    ffi: `${TENSORFLOW.ffi}; the kernel is tried when it is built`,
    sys: `${TENSORFLOW.sys}; \`statfs\`: is there room on the disk?`,
    run:
      "pip downloads the library, c++ compiles the addon and cc the kernel; all have the rights of your user, the network among them",
  },
  train: { read: OWN, write: "the run", net: PAGE, ffi: KERNEL },
  "train:tensorflow": {
    ...TENSORFLOW,
    read: OWN,
    write: "the run",
    net: PAGE,
    ffi: `${TENSORFLOW.ffi}; ${KERNEL}`,
  },
  evaluate: { read: `${ANYWHERE}, and so may \`--test-data\``, ffi: `${KERNEL}, for \`--engine native\`` },
  probe: { read: ANYWHERE, write: "what was measured goes into the run's folder" },
  diagnose: { read: "the history that you name may lie anywhere", write: "the page of `--html`" },
  playground: { read: "the page's modules, and the run whose claims it tells", write: "the page" },
  watch: {
    read: "the histories that you name may lie anywhere",
    write: "`--save` is yours to choose",
    net: "the page is served to this machine, at an address that nobody can guess",
    env: "is there a screen to open it on?",
    run:
      "what opens an address on Linux, macOS or Windows; without it, or with `--no-browser`, it is only printed",
  },
  "watch:page": { read: "the page's modules and the committed build", write: "the build" },
  export: { read: ANYWHERE, write: OUTPUT },
  import: { read: "the model that you name may lie anywhere", write: OUTPUT },
  tensorboard: { read: "which runs have event files?", run: "TensorBoard" },
  "study:capacity": STUDY,
  "study:curriculum": { ...STUDY, run: `only for \`--ray\` and \`--pytorch\`: ${PYTHON}` },
  "study:beyond": STUDY,
  "study:seeds": STUDY,
  "study:ablations": STUDY,
  "study:noise": STUDY,
  "study:limit": STUDY,
  "study:clock": STUDY,
  "study:cell": CELL,
  "study:plan": STUDY,
  soak: { read: RENAMING, write: `${RESULTS}; the trainings, while they last` },
  report: { read: ANYWHERE, write: "the report" },
  "study:faults": { read: RENAMING, write: RESULTS },
  "study:programs": { read: "the recorded histories", write: RESULTS },
  "study:recorded": { read: "the recorded programs", write: RESULTS },
  data: { read: `${RENAMING}; ${OUTPUT}`, write: OUTPUT },
  kernel: {
    read: "the sources and the committed build",
    write: "the build",
    run: "the compiler, as `deno task kernel-python` installs it",
  },
  notebooks: {
    read: "where Deno itself lies, which Jupyter must be told, and the project",
    write: "Jupyter's environment, fresh notebooks, and with `--write` the committed ones",
    run:
      "executing a notebook is running its code: Jupyter, and Deno for the packages and the types of the cells",
  },
  lab: {
    read: "where Deno itself lies, which Jupyter must be told, and the project",
    write: "Jupyter's environment",
    run: "JupyterLab, in which you run code with your own rights",
    sys: "Jupyter must be told when the user is root",
  },
  submission: {
    read: "the project, the browser's usual places, and which C library the figures' native module is for",
    write: "the export, and what the browser keeps while it runs",
    env: "where your browser lies; the rest is asked by the packages that draw figures and drive the browser",
    sys: "fonts of your home for the figures; the browser's sandbox is refused to root",
    ffi: "figures are drawn by a native module",
    run: "the browser that prints the PDF, with an empty environment, without script and without network",
    net: "the browser is driven through a port of this machine",
  },
  bench: {
    ...TENSORFLOW,
    read: OWN,
    write: RESULTS,
    ffi: `${TENSORFLOW.ffi}; ${KERNEL}`,
    sys: `${TENSORFLOW.sys}; the record says on which processor and under what load`,
    run: PYTHON,
  },
  "bench:ray": { ...CELL, sys: "the record says under what load", run: PYTHON },
  readme: { read: "the records and the documents", write: "a document is replaced by a file beside it" },
  test: {
    read: "tests read what commands and programs leave in temporary folders",
    write: "temporary folders, and the caches of the browser and of Jupyter",
    env: "packages under test ask for variables",
    sys: "packages under test ask what machine they run on",
    ffi: "TensorFlow's library and the canvas under test",
    run: "commands, Python, Jupyter and a browser as their users start them",
    net: "pages and servers under test",
  },
  fuzz: {
    read: "inputs in temporary folders, and the memory that a command takes",
    write: "inputs in temporary folders",
    run: "the commands under test",
    env: "may the terminal show colours? a package that writes Markdown asks when it is loaded",
  },
  kills: { read: "runs in temporary folders", write: "runs in temporary folders", run: "the trainings" },
};

/**
 * Every permission of every task with its reason.
 *
 * @throws {RangeError} when a permission has no reason, or a reason no permission
 */
export function permissionsTable(
  tasks: Readonly<Record<string, { readonly command: string }>>,
): MarkdownTable {
  const rows = Object.entries(tasks).flatMap(([task, { command }]) => {
    const granted = [...command.matchAll(/--allow-(\w+)(?:=((?:'[^']*'|[^\s'])+))?/g)];
    const reasons = Object.entries(REASONS[task] ?? {});
    const stale = reasons.find(([kind]) => !granted.some(([, given]) => given === kind));
    if (stale) {
      throw new RangeError(`${task} has a reason for ${stale[0]} in permissions.ts, and no such permission`);
    }
    return granted.map(([, kind, values], at) => {
      const reason = reasons.find(([name]) => name === kind)?.[1];
      if (reason === undefined) throw new RangeError(`permissions.ts has no reason why ${task} may ${kind}`);
      return [at === 0 ? `\`${task}\`` : "", kind, shown(values), reason];
    });
  });
  return { headings: ["task", "may", "what", "for"], rows };
}

/** The values of a permission, the first few of them. */
function shown(values: string | undefined): string {
  if (values === undefined) return "anything";
  const names = values.replaceAll("'", "").split(",");
  const first = names.slice(0, 4).map((name) => `\`${name}\``).join(", ");
  return names.length > 5
    ? `${first} and ${names.length - 4} more`
    : names.map((name) => `\`${name}\``).join(", ");
}
