/**
 * Every option of every command's help, used under the permissions that `deno.json` gives its task: it does what it says,
 * or what is missing is told before any work. Work of minutes is asked for up to such a refusal, which comes after all
 * that is checked beforehand.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { copyProject, runTask } from "./project_copy.ts";
import { canRun } from "./run_command.ts";

/** One use of a task, in a copy of the project where the earlier ones have left what they made. */
interface Use {
  readonly args: readonly string[];
  /** What standard output says, or the one line of standard error where it is refused (exit code 2). */
  readonly says?: RegExp;
  readonly refused?: RegExp;
  /** Refused on one machine and not on another: here either will do. */
  readonly either?: true;
  readonly before?: (folder: string) => void;
  readonly after?: (folder: string) => void;
  /** Where it stands instead of in the copy; such a use writes nothing. */
  readonly here?: true;
  readonly env?: Readonly<Record<string, string>>;
}

const exists = (path: string) => (folder: string) => void assert(Deno.statSync(`${folder}/${path}`).isFile);

/** Puts a file where a command would make a folder. */
const blocked = (path: string) => (folder: string) => {
  Deno.removeSync(`${folder}/${path}`, { recursive: true });
  Deno.writeTextFileSync(`${folder}/${path}`, "");
};

const NOT_PERMITTED = /^error: this task has no write permission for ".*elsewhere.*"; deno\.json lists/;
const IN_THE_WAY = /a part of the path is a file, not a folder/;
const NO_PYTHON = { refused: /Jupyter needs Python 3\.11 or later/, env: { PATH: "/nowhere" } };

const CONFIGURATION: Readonly<Record<string, string>> = {
  "hidden-size": "8",
  biases: "1",
  initialisation: "pytorch",
  epochs: "2",
  "learning-rate": "1e-3",
  "clip-norm": "1",
  "weight-decay": "1e-5",
  dropout: "0.1",
  patience: "5",
  "min-delta": "0.001",
  "test-every": "1",
  seed: "1",
  noise: "softened",
  grid: "endpoint",
  "frequencies-hz": "1,3,5,7",
  "sample-rate-hz": "1000",
  "duration-seconds": "2",
  "amplitude-range": "0.8,1.2",
  "train-seed": "1",
  "test-seed": "2",
  engine: "auto",
};

const flagsOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);

/** The options that all studies of cells share. */
const sweepUses = (...args: readonly string[]): readonly Use[] => [
  { args: [...args, "--resume", "--fresh"], refused: /--resume and --fresh exclude each other/ },
  {
    args: [...args, "--ray"],
    refused: /\.cache\/ray is missing or outdated; run `deno task ray-python`/,
  },
  { args: [...args, "--ray", "--export", "slurm"], refused: /--ray and --export exclude each other/ },
  { args: [...args, "--memory", "900"], refused: /--memory is for --ray and --export/ },
];

const TRAININGS: readonly Use[] = [
  {
    args: [
      "baseline-64",
      "--name",
      "small",
      "--fresh",
      "--threads",
      "1",
      "--watch",
      ...flagsOf(CONFIGURATION),
    ],
    says: /small {2}epoch 2\/2/,
    after: exists("models/small/run.json"),
  },
  { args: ["--resume", "small", "--epochs", "3"], says: /small {2}epoch 3\/3/ },
  {
    args: ["--quick", "--config", "my.json"],
    before: (folder) =>
      Deno.writeTextFileSync(`${folder}/my.json`, '{"hiddenSize": 8, "durationSeconds": 1}'),
    says: /quick-custom {2}epoch 2\/2/,
  },
];

/** In an order in which each finds what it reads. */
const USES: Readonly<Record<string, readonly Use[]>> = {
  train: [
    ...TRAININGS,
    {
      args: ["baseline-64", "--tensorboard"],
      refused: /needs permissions that `deno task train:tensorflow` has/,
    },
  ],
  "train:tensorflow": [
    ...TRAININGS,
    {
      args: ["baseline-64", "--name", "small", "--tensorboard", ...flagsOf(CONFIGURATION)],
      says: /small-2 {2}epoch 2\/2/,
      refused: /TensorFlow's native library/,
      either: true,
      after: exists("models/small/weights.bin"), // refused before the earlier run is put aside
    },
  ],
  data: [{
    args: ["--noise", "softened", "--grid", "endpoint", "--seed", "2", "--frequencies", "1,3,5,7"].concat(
      ["--sample-rate", "1000", "--duration", "2", "--start", "0", "--amplitude", "0.8,1.2"],
      ["--format", "csv", "--out", "elsewhere/rows.csv"],
    ),
    says: /rows\.csv: 8000 x 6 float32/,
    after: exists("elsewhere/rows.csv"),
  }],
  evaluate: [
    {
      args: ["small", "--json", "--test-seed", "7", "--noise", "quarter", "--engine", "reference"],
      says: /"testSeed": 7/,
    },
    { args: ["small", "--test-data", "elsewhere/rows.csv"], says: /test elsewhere\/rows\.csv/ },
  ],
  probe: [
    { args: ["small", "--test-seed", "7"], says: /models\/small\/probes\.json/ },
    { args: ["quick-custom"], refused: /probes need recordings of more than 1 s, given: 1 s/ },
  ],
  diagnose: [
    {
      args: ["small", "--json", "--target", "0.01", "--patience", "5", "--evidence", "evidence.json"].concat(
        ["--ignore", "too-short"],
      ),
      before: (folder) => Deno.writeTextFileSync(`${folder}/evidence.json`, "{}"),
      says: /"version": 2/,
    },
    {
      args: ["log.csv", "--train", "objective", "--validation", "held_out", "--metric", "score:higher"]
        .concat(
          ["--fail-on", "critical", "--explain"],
        ),
      before: (folder) =>
        Deno.writeTextFileSync(
          `${folder}/log.csv`,
          "epoch,objective,held_out,score\n1,0.9,0.9,0.1\n2,0.5,0.6,0.5\n3,0.3,0.4,0.7\n",
        ),
      says: /log/,
    },
    { args: ["log.csv", "--run", "log.csv"], says: /^log\.csv: 3 epochs/ },
    { args: ["small", "--follow", "--idle", "0.2"], says: /small/ },
    {
      args: ["small", "--html", "small.html"],
      says: /small: \d+ epochs/,
      after: exists("reports/small.html"),
    },
    { args: ["small", "--html", "elsewhere/small.html"], refused: NOT_PERMITTED },
  ],
  export: [{
    args: ["small", "--format", "onnx", "--out", "elsewhere/small.onnx"],
    says: /8 units as onnx/,
    after: exists("elsewhere/small.onnx"),
  }, {
    args: ["small", "--format", "onnx", "--out", "log.csv/small.onnx"],
    refused: IN_THE_WAY,
  }],
  import: [{
    args: ["models/small", "--format", "tfjs", "--out", "imported", "--noise", "quarter"],
    says: /models\/imported: 8 units/,
  }, {
    args: ["models/small", "--format", "tfjs", "--out", "log.csv/imported"],
    refused: IN_THE_WAY,
  }],
  report: [
    { args: ["small"], says: /quick_summary\.html/, after: exists("reports/small/quick_summary.html") },
    { args: ["small"], before: blocked("reports/small"), refused: IN_THE_WAY },
  ],
  tensorboard: [
    {
      args: ["--port", "6123"],
      before: (folder) => Deno.mkdirSync(`${folder}/models/small/tensorboard`, { recursive: true }),
      refused: /TensorBoard is not installed/,
    },
    {
      // In the place of TensorBoard, a program that says what it was asked for.
      args: ["--port", "6123"],
      before: (folder) => {
        Deno.mkdirSync(`${folder}/.cache/parity/bin`, { recursive: true });
        const program = `${folder}/.cache/parity/bin/tensorboard`;
        Deno.writeTextFileSync(program, '#!/bin/sh\necho "asked: $@"\n', { mode: 0o755 });
      },
      says: /asked: --logdir models --port 6123/,
    },
  ],
  "study:cell": [
    {
      args: ["capacity", "--quick", "curriculum/softened/16/0", "--by", "me", "--out", "reports/cell.json"],
      says: /^$/,
      after: exists("reports/cell.json"),
    },
    { args: ["seeds", "seed 1", "--out", "elsewhere/cell.json"], refused: NOT_PERMITTED },
  ],
  "study:seeds": [
    {
      args: [
        "--seeds",
        "1",
        "--epochs",
        "1",
        "--threads",
        "1",
        "--fresh",
        "--out",
        "reports/mine/seeds.json",
      ],
      says: /nearest to the published running loss/,
      after: exists("reports/mine/seeds.json"),
    },
    {
      args: ["--seeds", "1", "--epochs", "1", "--resume", "--out", "reports/mine/seeds.json"],
      says: /1 of 1 cells are done already/,
    },
    { args: ["--out", "elsewhere/seeds.json"], refused: NOT_PERMITTED },
    ...sweepUses(),
  ],
  "study:curriculum": [
    {
      args: ["--seeds", "1", "--first", "3", "--threads", "1", "--fresh", "--pytorch", "softened"],
      refused: /--pytorch needs \.cache\/parity\/bin\/python/,
    },
    { args: ["--out", "elsewhere"], refused: NOT_PERMITTED },
    { args: ["--out", "reports/README.md"], refused: IN_THE_WAY },
    ...sweepUses(),
  ],
  "study:capacity": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/capacity-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:ablations": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/ablations-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:noise": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/noise-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:limit": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/limit-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:clock": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/clock-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:plan": [{
    args: ["--quick", "--fresh", "--threads", "1"],
    before: (folder) => Deno.writeTextFileSync(`${folder}/reports/plan-quick`, ""),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:beyond": [{
    args: ["--fresh", "--threads", "1"],
    before: blocked("reports/beyond"),
    refused: IN_THE_WAY,
  }, ...sweepUses()],
  "study:faults": [{
    args: ["--seeds", "100", "--tuned-on", "none", "--out", "elsewhere/faults"],
    refused: NOT_PERMITTED,
  }],
  "study:programs": [{ args: ["--fresh", "3-4"], refused: /seed 3 has been looked at/ }],
  "study:recorded": [{
    args: ["--tuned-on", "none"],
    says: /history alone/,
    after: exists("reports/recorded/table.md"),
  }],
  bench: [
    { args: ["--out", "elsewhere"], refused: NOT_PERMITTED },
    {
      args: ["--quick", "--no-peers", "--out", "reports/mine"],
      says: /written to reports\/mine/,
      after: (folder) => {
        for (const record of ["benchmark", "trainings"]) exists(`reports/mine/${record}.json`)(folder);
      },
    },
  ],
  watch: [{
    args: ["small", "--no-browser", "--save", "elsewhere/runs.html"], // watch_test.ts has one that serves
    says: /elsewhere\/runs\.html \(\d+ kB\)/,
    after: exists("elsewhere/runs.html"),
  }],
  "watch:page": [{ args: ["--check"], here: true, says: /is up to date/ }],
  soak: [{
    args: ["--minutes", "0.05", "--quick", "--out", "reports/mine"],
    says: /MB an hour over the second half/,
    after: exists("reports/mine/memory.svg"),
  }],
  playground: [
    { args: [], says: /reports\/playground\/index\.html/ },
    { args: ["--check"], says: /is up to date/ },
  ],
  "bench:ray": [{ args: ["--quick"], refused: /\.cache\/ray is missing/ }], // ray_test.ts measures a cluster
  readme: [{ args: ["--check"], here: true, says: /the tables are what the records say/ }],
  kernel: [{
    args: ["--check"],
    here: true,
    says: /as the source gives/,
    refused: /kernel-python installs it/,
    either: true,
  }],
  native: [
    {
      args: ["tensorflow", "--check"],
      here: true,
      says: /is ready/,
      refused: /native library/,
      either: true,
    },
    { args: ["kernel"], says: /^native kernel built with .* its losses are the reference's/ },
    {
      args: ["kernel", "--check"],
      says: /^native kernel ready/,
      after: exists(".cache/kernel/kernel.so"),
    },
  ],
  notebooks: [
    { args: ["03", "--quick", "--write"], ...NO_PYTHON },
    { args: ["09", "--static"], refused: /no notebook's name begins with 09/ }, // submission_test.ts has a real one
  ],
  lab: [{ args: ["--port", "9876", "--no-browser", "--quick"], ...NO_PYTHON }],
  // submission_test.ts has a real one
  submission: [{ args: ["--name", "Ada", "--id", "a/b"], refused: /--id has up to 100 letters/ }],
};

/** What Deno says of packages that it fetches for the first time, and of programs that are not installed. */
const DENOS_OWN = /^(Download|Initialize|Info) .*\n/gm;

async function tryUse(copy: string, task: string, use: Use): Promise<void> {
  const { args, says = /(?!)/, refused = /(?!)/, either, here, env } = use;
  use.before?.(copy);
  const outcome = await runTask(here ? "." : copy, task, args, env);
  const stderr = outcome.stderr.replaceAll(DENOS_OWN, "");
  const whole = `deno task ${task} ${
    args.join(" ")
  } ended with ${outcome.code}:\n${outcome.stdout}\n${stderr}`;
  const expected = either ? [0, 2] : [use.refused ? 2 : 0];
  assert(expected.includes(outcome.code), whole);
  if (outcome.code === 0) {
    assertMatch(outcome.stdout, says, whole);
  } else {
    assertMatch(stderr, refused, whole);
    assertEquals([stderr.trim().split("\n").length, outcome.stdout], [1, ""], whole);
  }
  use.after?.(copy);
}

Deno.test({
  name: canRun
    ? "options: each works under its task's permissions"
    : "options (needs --allow-run, --allow-read, --allow-write)",
  ignore: !canRun,
  fn: async (t) => {
    const copy = await Deno.makeTempDir({ prefix: "options " });
    try {
      copyProject(copy);
      for (const [task, uses] of Object.entries(USES)) {
        await t.step(task, async () => {
          const { code, stdout } = await runTask(copy, task, ["--help"]);
          assertEquals(code, 0);
          const offered = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
          const used = new Set(uses.flatMap(({ args }) => args));
          assertEquals(offered.filter((option) => option !== "--help" && !used.has(option)), []);
          for (const use of uses) await tryUse(copy, task, use);
        });
      }
    } finally {
      await Deno.remove(copy, { recursive: true });
    }
  },
});

Deno.test({
  name: "options: every command has its row",
  ignore: !canRun,
  fn: () => {
    const { tasks } = JSON.parse(Deno.readTextFileSync("deno.json"));
    const commands = Object.entries(tasks as Record<string, { readonly command: string }>)
      .filter(([, { command }]) => / src\/cli\/\w+\.ts$/.test(command)).map(([name]) => name);
    assertEquals(Object.keys(USES).sort(), commands.sort());
  },
});
