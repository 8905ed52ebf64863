import { assertEquals, assertStringIncludes } from "@std/assert";
import { isFile } from "../../src/boundary/mod.ts";
import { canRun, commandTest, runCommand } from "./run_command.ts";

const canServe = canRun && Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state === "granted";

Deno.test({
  name: canServe
    ? "watch prints the address of a page that only this machine reaches"
    : "watch (needs --allow-run, --allow-read, --allow-write, --allow-net=127.0.0.1)",
  ignore: !canServe,
  fn: async () => {
    await using watch = new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "watch", "models/baseline-64", "--no-browser"],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = watch.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("\n")) text += (await reader.read()).value ?? "";
    const address =
      text.match(/^Watching models\/baseline-64 until Ctrl-C: (http:\/\/127\.0\.0\.1:\d+\/\S+)/)![1];
    assertStringIncludes(await (await fetch(address)).text(), "<title>Training, as it goes</title>");
    await reader.cancel();
    watch.kill("SIGINT");
    await watch.status;
  },
});

const canOpen = canServe && Deno.build.os === "linux" && isFile("/usr/bin/xdg-open");

Deno.test({
  name: canOpen
    ? "watch opens the page on a screen, by an address that leads there once; Ctrl-C ends it"
    : "watch opens the page (needs xdg-open, --allow-run, --allow-read, --allow-write, --allow-net=127.0.0.1)",
  ignore: !canOpen,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const opened = `${folder}/opened`;
    const script = `#!/bin/sh\necho "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`;
    await Deno.writeTextFile(`${folder}/browser`, script, { mode: 0o755 });
    try {
      await using watch = new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "watch", "models/baseline-64"],
        env: {
          DISPLAY: ":0",
          BROWSER: `${folder}/browser`,
          // no desktop, and no other browser that one has set up
          ...Object.fromEntries(
            ["CURRENT_DESKTOP", "DATA_DIRS", "DATA_HOME", "CONFIG_DIRS", "CONFIG_HOME"].map((name) => [
              `XDG_${name}`,
              folder,
            ]),
          ),
        },
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      const printed = new Response(watch.stdout).text();
      let address = "";
      while (address === "") {
        await new Promise((resolve) => setTimeout(resolve, 50));
        address = await Deno.readTextFile(opened).catch(() => "");
      }
      const page = await fetch(address.trim());
      assertStringIncludes(await page.text(), "<title>Training, as it goes</title>");
      watch.kill("SIGINT");
      await watch.status;
      assertStringIncludes(await printed, `until Ctrl-C: ${page.url}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

commandTest(
  "watch refuses what is not there, and a saved page without a run, in one line",
  async (folder) => {
    const missing = await runCommand(folder, "watch", ["nowhere"]);
    assertEquals([missing.code, missing.stderr.trim()], [2, "error: nowhere: no such file or folder"]);
    await Deno.mkdir(`${folder}/empty`);
    const empty = await runCommand(folder, "watch", ["empty", "--save", "out.html"]);
    assertEquals([empty.code, empty.stderr.trim()], [2, "error: empty: no run that could be shown"]);
  },
);

Deno.test({
  name: canServe
    ? "train --watch serves a page that sees the run in training and how it ended"
    : "train --watch (needs --allow-run, --allow-read, --allow-write, --allow-net=127.0.0.1)",
  ignore: !canServe,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const root = Deno.cwd();
    try {
      await using training = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-prompt", "--quiet", "--no-check", `--config=${root}/deno.json`, "--allow-read"],
          ...[`--allow-write=${folder}`, "--allow-net=127.0.0.1", `${root}/src/cli/train.ts`, "baseline-64"],
          ...["--hidden-size", "8", "--duration-seconds", "2", "--epochs", "300", "--watch"],
        ],
        cwd: folder,
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const [first, rest] = training.stdout.pipeThrough(new TextDecoderStream()).tee();
      const reader = first.getReader();
      let text = "";
      while (!text.includes("\n")) text += (await reader.read()).value ?? "";
      void reader.cancel();
      void rest.pipeTo(new WritableStream());
      const address = text.match(/^Watch it at (\S+)/)![1];
      const events = await (await fetch(`${address}events`)).text(); // ends with the training
      const statuses = [...events.matchAll(/"name":"models\/baseline-64","status":"(\w+)"/g)].map((
        [, status],
      ) => status);
      assertEquals([...new Set(statuses)].filter((status) => status !== "waiting"), ["running", "finished"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
