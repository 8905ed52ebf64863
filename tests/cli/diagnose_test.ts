import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand, startCommand } from "./run_command.ts";

const HISTORY = {
  train_loss: [1, 0.6, 0.4, 0.3, 0.9, 1.1, 0.8, 0.3, 0.2, 0.2, 0.19, 0.19],
  epoch_times: Array(12).fill(17.4),
  best_loss: 0.19,
  best_epoch: 11,
};
const write = (path: string, content: unknown) =>
  Deno.writeTextFileSync(path, typeof content === "string" ? content : JSON.stringify(content));

commandTest("diagnose: --json holds findings and a verdict", async (folder) => {
  write(`${folder}/history.json`, HISTORY);
  const { code, stdout } = await runCommand(folder, "diagnose", [
    "history.json",
    "--json",
    "--target",
    "0.01",
  ]);
  assertEquals(code, 0);
  const { version, severity, best, findings, verdict, notTested } = JSON.parse(stdout);
  assertEquals([version, severity, best.value, best.at, best.unit], [2, "warning", 0.19, 11, "epoch"]);
  assert(
    findings.some(({ rule, severity }: Record<string, string>) =>
      rule === "oscillation" && severity === "warning"
    ),
  );
  assert(typeof verdict.cause === "string" && typeof verdict.action === "string");
  assert(notTested.some(({ rule }: Record<string, string>) => rule === "capacity"));
});

commandTest("diagnose: a folder is searched; evidence is taken into account", async (folder) => {
  Deno.mkdirSync(`${folder}/version_0`);
  write(`${folder}/version_0/metrics.csv`, "epoch,train_loss\n0,0.5\n1,0.5\n2,0.5\n3,0.5\n4,0.5\n");
  write(`${folder}/evidence.json`, { inputVariance: 0 });
  const { stdout } = await runCommand(folder, "diagnose", ["version_0/", "--evidence", "evidence.json"]);
  assertStringIncludes(stdout, "CONSTANT INPUT");
  assertStringIncludes(stdout, "Next: ");
});

commandTest(
  "diagnose: runs side by side in one table are a table, of which --html takes the first",
  async (folder) => {
    const runs = ["sun", "moon"].flatMap((run) =>
      ["", "__MIN", "__MAX"].map((part) => `${run} - loss${part}`)
    );
    const rows = Array.from(
      { length: 12 },
      (_, i) => [i + 1, ...Array(3).fill(2 - i / 9), ...Array(3).fill(3 - i / 9)],
    );
    write(`${folder}/export.csv`, [["Step", ...runs], ...rows].map((row) => row.join()).join("\n"));
    const { code, stdout } = await runCommand(folder, "diagnose", ["export.csv"]);
    assertEquals(code, 0);
    assertMatch(stdout, /^2 runs in export\.csv\/\n.*\nsun +12 steps .*\nmoon +12 steps/);
    const page = await runCommand(folder, "diagnose", ["export.csv", "--html", "one.html"]);
    assertEquals(page.code, 0);
    assertStringIncludes(page.stdout, "2 runs in one table: sun is read");
  },
);

commandTest(
  "diagnose: a long run before one that has hardly begun stands beside it",
  async (folder) => {
    const rows = [12, 3].flatMap((epochs) =>
      Array.from({ length: epochs }, (_, i) => `${i + 1},${2 / (i + 1)},${2.2 / (i + 1)}`)
    );
    write(`${folder}/log.csv`, ["epoch,loss,val_loss", ...rows].join("\n"));
    const { code, stdout } = await runCommand(folder, "diagnose", ["log.csv"]);
    assertEquals(code, 0);
    assertMatch(stdout, /^2 runs in log\.csv\/\n.*\nrun 1 of 2 +12 epochs .*\nrun 2 of 2 +3 epochs/);
    assertMatch(stdout, /\nOne of them in full: --run 'run 1 of 2'\n$/);
  },
);

commandTest(
  "diagnose: --run shows one of several in full, by its name in the table, of a file or a folder",
  async (folder) => {
    const run = (epochs: number, name: string) =>
      Array.from({ length: epochs }, (_, i) => `${i + 1},${2 / (i + 1)},${2.2 / (i + 1)},${name}`);
    Deno.mkdirSync(`${folder}/mine`);
    const head = "epoch,loss,val_loss,seed";
    write(
      `${folder}/mine/folds.csv`,
      [`${head}`, ...run(12, "1"), ...run(2, "2"), ...run(4, "3")].join("\n"),
    );
    write(`${folder}/mine/other.csv`, [head, ...run(9, "1")].join("\n"));
    const shown = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand(folder, "diagnose", args);
      return code === 0 ? stdout.split("\n")[0] : `${code} ${stderr}`;
    };
    assertMatch(await shown("mine/folds.csv", "--run", "run 1 of 3"), /^run 1 of 3: 12 epochs/);
    // what is too short to be told beside the others can be asked for
    assertMatch(await shown("mine/folds.csv", "--run", "run 2 of 3"), /^run 2 of 3: 2 epochs/);
    assertMatch(await shown("mine", "--run", "folds.csv/run 1 of 3"), /^run 1 of 3: 12 epochs/);
    assertMatch(await shown("mine", "--run", "other.csv", "--html", "one.html"), /^other\.csv: 9 epochs/);
    const unknown = await shown("mine", "--run", "run 9");
    assertEquals(
      unknown,
      "2 error: --run: no run run 9; there are folds.csv/run 1 of 3, folds.csv/run 3 of 3, folds.csv/run 2 of 3, other.csv\n",
    );
    assertMatch(
      await shown("mine/other.csv", "--run", "run 1"),
      /^2 error: --run: no run run 1; there is other/,
    );
    assertMatch(await shown("mine", "--run", "other.csv", "--follow"), /^2 error: --run: --follow watches/);
  },
);

commandTest(
  "diagnose: a folder of logs under names of their owner's is a table, what is none is told",
  async (folder) => {
    Deno.mkdirSync(`${folder}/mine`);
    write(`${folder}/mine/small.csv`, "epoch,loss,val_loss\n1,0.9,0.9\n2,0.5,0.6\n3,0.4,0.5\n4,0.3,0.4\n");
    write(`${folder}/mine/large.csv`, "epoch,loss,val_loss\n1,0.8,0.8\n2,0.4,0.5\n3,0.3,0.3\n4,0.2,0.2\n");
    write(`${folder}/mine/people.csv`, "name,born\nAda,1815\nAlan,1912\n");
    const { code, stdout, stderr } = await runCommand(folder, "diagnose", ["mine"]);
    assertEquals(code, 0);
    const rows = stdout.trim().split("\n").map((line) => line.split(" ")[0]);
    assertEquals(rows, ["2", "run", "large.csv", "small.csv", "Use:", "Next:", "One"]);
    assertStringIncludes(stderr, "No history is in people.csv.");
  },
);

commandTest(
  "diagnose: of several the others are told, and what was asked for and cannot be read exits with 2",
  async (folder) => {
    write(`${folder}/good.csv`, "epoch,loss\n1,3\n2,2\n3,1\n");
    write(`${folder}/nan.csv`, "epoch,loss\n1,3\n2,nan\n3,nan\n");
    write(`${folder}/bad.csv`, "epoch,loss\n1,low\n2,lower\n");
    for (
      const [name, reason] of [["bad.csv", /loss: expected numbers/], ["nowhere", /no such file/]] as const
    ) {
      const { code, stdout, stderr } = await runCommand(folder, "diagnose", ["good.csv", name, "--json"]);
      assertEquals([code, JSON.parse(stdout).map(({ path }: { path: string }) => path)], [2, ["good.csv"]]);
      assertMatch(stderr, reason);
    }
    const failing = await runCommand(folder, "diagnose", ["nan.csv", "nowhere", "--fail-on", "critical"]);
    assertEquals(failing.code, 1);
    const none = await runCommand(folder, "diagnose", ["bad.csv", "nowhere"]);
    assertEquals([none.code, none.stdout], [2, ""]);
    assertMatch(none.stderr, /^error: none of 2 files can be read: .*\n$/);
  },
);

commandTest("diagnose: of the runs in a folder some may hold nothing yet", async (folder) => {
  for (const [version, rows] of ["1,2\n2,1\n", "1,3\n2,2\n", ""].entries()) {
    Deno.mkdirSync(`${folder}/logs/version_${version}`, { recursive: true });
    write(`${folder}/logs/version_${version}/metrics.csv`, `epoch,loss\n${rows}`);
  }
  const { code, stderr } = await runCommand(folder, "diagnose", ["logs"]);
  assertEquals(code, 0);
  assertMatch(stderr, /version_2\/metrics\.csv: /);
});

commandTest("diagnose: a file's name is printed, not obeyed", async (folder) => {
  for (const [name, content] of [["good", "epoch,loss\n1,2\n2,1\n"], ["bad", "epoch,loss\n1,x\n"]]) {
    const file = `\x1b]0;${name}\x07.csv`;
    write(`${folder}/${file}`, content);
    const { stdout, stderr } = await runCommand(folder, "diagnose", [file]);
    assertMatch(stdout + stderr, /\?\]0;\w+\?\.csv/);
    assert(!/\p{Cc}/u.test((stdout + stderr).replaceAll("\n", "")));
  }
});

commandTest(
  "diagnose: what a rule is about needs no run; a name that none has gets those like it",
  async (folder) => {
    const told = await runCommand(folder, "diagnose", ["--explain", "plateau"]);
    assertEquals(told.code, 0);
    assertMatch(told.stdout, /^plateau\n {2}watches: /);
    for (const option of ["--explain", "--ignore"]) {
      const { code, stderr } = await runCommand(folder, "diagnose", [option, "overfiting"]);
      assertEquals(code, 2);
      assertMatch(stderr, /did you mean .*overfitting.*\?/);
    }
  },
);

commandTest(
  "diagnose: --explain stands before the path or behind it, or asks for a rule by its name",
  async (folder) => {
    write(`${folder}/history.json`, HISTORY);
    const behind = await runCommand(folder, "diagnose", ["history.json", "--explain"]);
    const before = await runCommand(folder, "diagnose", ["--explain", "history.json"]);
    assertEquals([before.code, before.stdout], [0, behind.stdout]);
    assertMatch((await runCommand(folder, "diagnose", ["--explain", "oscillation"])).stdout, /^oscillation/);
  },
);

commandTest("diagnose: mistakes get one line and exit code 2", async (folder) => {
  write(`${folder}/cut.json`, '{"train_loss": [0.5,');
  write(`${folder}/text.json`, { train_loss: [0.5, "0.4"] });
  write(`${folder}/history.json`, HISTORY);
  write(`${folder}/bad_evidence.json`, { frozen: {} });
  Deno.mkdirSync(`${folder}/empty`);
  const mistakes: [string[], RegExp][] = [
    [["nowhere"], /nowhere: no such file or folder/],
    [["cut.json"], /cut\.json: the JSON is cut off before its end/],
    [["text.json"], /text\.json: train_loss\[1\]: expected a number/],
    [["empty"], /empty: no history here; looked for training_history\.json/],
    [["history.json", "--evidence", "bad_evidence.json"], /bad_evidence\.json: frozen\.testMse/],
    [["history.json", "--target", "-1"], /must be a positive number/],
    [["history.json", "--colour"], /unknown option/],
    [["-", "--follow"], /standard input is read once/],
    [["/dev/null", "--follow"], /neither a file nor a folder/],
    [[], /missing required argument/],
    [["--explain"], /missing required argument/],
    [["--explain", "oscilation"], /oscilation is neither a rule nor a path; .*oscillation/],
  ];
  for (const [args, message] of mistakes) {
    const { code, stdout, stderr } = await runCommand(folder, "diagnose", args);
    assertEquals([code, stdout], [2, ""], stderr);
    assertMatch(stderr, message);
    assertEquals(stderr.trim().split("\n").length, 1, stderr);
  }
});

commandTest("diagnose: --help shows an example", async (folder) => {
  const { code, stdout } = await runCommand(folder, "diagnose", ["--help"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "deno task diagnose baseline-64");
});

commandTest("diagnose: a run of this project by name, and --follow until it is over", async (folder) => {
  const flags = [
    "baseline-64",
    "--name",
    "small",
    "--epochs",
    "5",
    "--hidden-size",
    "8",
    "--duration-seconds",
    "1",
  ];
  const training = startCommand(folder, "train", flags);
  assertEquals((await training.output()).code, 0);
  const { code, stdout } = await runCommand(folder, "diagnose", ["small", "--follow"]);
  assertEquals(code, 0);
  assertMatch(stdout, /epoch 5: (red flag|watch|as expected|green flag), running loss 0\.\d+/);
  assertStringIncludes(stdout, "small: 5 epochs (run folder)");
  assertStringIncludes(stdout, "NO INFORMATION IN THE INPUT");
  assertStringIncludes(stdout, "Command: ");
});

commandTest(
  "diagnose: a run's folder, copied and asked about from another directory, gives the same words",
  async (folder) => {
    Deno.mkdirSync(`${folder}/elsewhere/baseline-64`, { recursive: true });
    for (const { name, isFile } of Deno.readDirSync("models/baseline-64")) {
      if (isFile) {
        Deno.copyFileSync(`models/baseline-64/${name}`, `${folder}/elsewhere/baseline-64/${name}`);
      }
    }
    const [here, there] = [
      await runCommand(".", "diagnose", ["models/baseline-64"]),
      await runCommand(folder, "diagnose", ["elsewhere/baseline-64"]),
    ];
    assertEquals(there, here);
    assertMatch(here.stdout, /explains 0\.\d+% of the variance/); // from evidence.json, which was copied too
  },
);
