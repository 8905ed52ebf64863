/**
 * Sweeps on a real Ray cluster of two nodes on this machine, begun as their user begins them; what fails in them, made to
 * fail.
 */
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { onRay } from "../../src/studies/ray/execute.ts";
import { seedStudy } from "../../src/studies/seeds/study.ts";
import { runStudy } from "../../src/studies/study.ts";
import { copyProject, runTask, startTask } from "./project_copy.ts";
import { descendants, rayMissing, removeWhenQuiet, startTestCluster } from "./ray_cluster.ts";

/** The project once more, with the Ray of this one. */
function copyWithRay(folder: string): string {
  const project = `${folder}/project`;
  copyProject(project);
  Deno.mkdirSync(`${project}/.cache/ray/bin`, { recursive: true });
  Deno.copyFileSync(".cache/ray/requirements.txt", `${project}/.cache/ray/requirements.txt`);
  const program = `#!/bin/sh\nexec ${Deno.cwd()}/.cache/ray/bin/python "$@"\n`;
  Deno.writeTextFileSync(`${project}/.cache/ray/bin/python`, program, { mode: 0o755 });
  return project;
}

interface Results {
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly made: Readonly<Record<string, { readonly by: string }>>;
}

/** Without the seconds that it took, and who made it. */
const comparable = (text: string) => {
  const { made: _, ...study } = JSON.parse(text);
  return JSON.stringify(study, (name, value) => name === "seconds" ? undefined : value);
};

const oneLine = (stderr: string) => {
  const lines = stderr.trim().split("\n");
  assertEquals(lines.length, 1, stderr);
  return lines[0];
};

/** The first process below another whose command line holds the words, as soon as there is one. */
async function first(ancestor: number, words: string): Promise<number> {
  for (;;) {
    const [pid] = await descendants(ancestor, words);
    if (pid !== undefined) return pid;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

Deno.test({
  name: `studies on Ray${rayMissing === null ? "" : ` (${rayMissing})`}`,
  ignore: rayMissing !== null,
  fn: async (t) => {
    const folder = await Deno.makeTempDir({ prefix: "ray" });
    const project = copyWithRay(folder);
    const read = (path: string) => Deno.readTextFileSync(`${project}/${path}`);
    const seeds = (
      count: number,
      epochs: number,
      file: string,
    ) => ["--seeds", String(count), "--epochs", String(epochs), "--out", file];
    try {
      await using cluster = await startTestCluster(folder);
      const study = (task: string, ...args: readonly string[]) =>
        runTask(project, task, [...args, "--ray", cluster.address], cluster.env);

      await t.step(
        "a worker and then the driver are killed: what --resume completes is the same bytes",
        async () => {
          const file = "reports/capacity-quick/capacity.json";
          assertEquals((await runTask(project, "study:capacity", ["--quick"])).code, 0);
          const onThreads = read(file);
          const sweep = startTask(
            project,
            "study:capacity",
            ["--quick", "--fresh", "--ray", cluster.address],
            cluster.env,
          );
          await sweep.says(/^ +2\/18 /m);
          Deno.kill(await first(cluster.pids[1], "ray::capacity"), "SIGKILL");
          await sweep.says(/^ +8\/18 /m);
          Deno.kill(await first(sweep.pid, "python/ray/driver.py"), "SIGKILL");
          const killed = await sweep.ended();
          assertEquals(killed.code, 2);
          assertMatch(
            oneLine(killed.stderr),
            /^error: Ray's driver ended with \d+ of 18 cells left, which --resume runs: /,
          );
          const resumed = await study("study:capacity", "--quick", "--resume");
          assertEquals([resumed.code, resumed.stderr], [0, ""]);
          assertMatch(resumed.stdout, /^\d+ of 18 cells are done already$/m);
          assertEquals(comparable(read(file)), comparable(onThreads));
          const makers = Object.values((JSON.parse(read(file)) as Results).made).map(({ by }) => by);
          assertEquals(makers.length, 18);
          assert(makers.every((by) => by.startsWith("Ray ")));
        },
      );

      await t.step("Ctrl-C leaves what is done, and nothing at work", async () => {
        const sweep = startTask(
          project,
          "study:seeds",
          [...seeds(20, 5, "reports/interrupted/seeds.json"), "--ray", cluster.address],
          cluster.env,
        );
        await sweep.says(/^ +1\/20 /m);
        Deno.kill(sweep.pid, "SIGINT");
        const { code, stdout } = await sweep.ended();
        assertEquals(code, 130);
        assertStringIncludes(stdout, "reports/interrupted/seeds.json holds what is done");
        assert((JSON.parse(read("reports/interrupted/seeds.json")) as Results).results.length >= 1);
        while ((await descendants(cluster.pids[0], "study_cell.ts")).length > 0); // ended soon after, or never
      });

      await t.step("a cell that fails is told with its key, and the others end", async () => {
        const good = seedStudy({ seeds: 1, epochs: 1 });
        const file = `${folder}/seeds.json`;
        const lines: string[] = [];
        await assertRejects(
          () =>
            runStudy({ ...good, cells: [...good.cells, { seed: -1, epochs: 1 }] }, {
              file,
              execute: onRay(cluster.address, cluster.env),
              print: (line) => lines.push(line),
            }),
          RangeError,
          "1 of 2 cells failed: seed -1: ",
        );
        assert(lines.some((line) => line.includes("seed -1 FAILED: ")));
        assertEquals((JSON.parse(Deno.readTextFileSync(file)) as Results).results.length, 1);
      });

      await t.step("a cell that takes more memory than it may is one line", async () => {
        const one = seeds(1, 5, "reports/small/seeds.json");
        const { code, stderr } = await study("study:seeds", ...one, "--memory", "40");
        assertEquals(code, 2);
        assertMatch(oneLine(stderr), /seed 1: took \d+ MB of memory where 40 are allowed; see --memory$/);
      });

      await t.step("a cell that no node can hold is one line", async () => {
        const one = seeds(1, 1, "reports/small/seeds.json");
        const { code, stderr } = await study("study:seeds", ...one, "--memory", "1000000");
        assertEquals(code, 2);
        assertMatch(oneLine(stderr), /seed 1: no node has 1 cores and 1000000 MB of memory$/);
      });

      for (
        const [what, address, message] of [
          ["an unreachable address", "127.0.0.1:1", /^error: no Ray cluster answers at 127\.0\.0\.1:1: /],
          ["a word that is no address", "there", /^error: there is no address of a Ray cluster/],
        ] as const
      ) {
        await t.step(`${what} is one line`, async () => {
          const args = [...seeds(1, 1, "reports/small/seeds.json"), "--ray", address];
          const { code, stderr } = await runTask(project, "study:seeds", args);
          assertEquals(code, 2);
          assertMatch(oneLine(stderr), message);
        });
      }
    } finally {
      await removeWhenQuiet(folder);
    }
  },
});

Deno.test({
  name: `studies on a cluster of another Ray${rayMissing === null ? "" : ` (${rayMissing})`}: one line`,
  ignore: rayMissing !== null,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "ray" });
    try {
      const project = copyWithRay(folder);
      // This Ray, which tells its cluster that it is an older one: the same words as of a real one.
      await using cluster = await startTestCluster(
        folder,
        1,
        "import ray; ray.__version__ = '2.0.0'\nfrom ray.scripts.scripts import main; main()",
      );
      const args = ["--seeds", "1", "--epochs", "1", "--out", "reports/a.json", "--ray", cluster.address];
      const { code, stderr } = await runTask(project, "study:seeds", args, cluster.env);
      assertEquals(code, 2);
      assertMatch(oneLine(stderr), /^error: Version mismatch.*Ray: 2\.0\.0.*Ray: 2\.60\.0/);
    } finally {
      await removeWhenQuiet(folder);
    }
  },
});

Deno.test({
  name: `studies on a cluster that is started here${rayMissing === null ? "" : ` (${rayMissing})`}`,
  ignore: rayMissing !== null,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "ray" });
    try {
      const project = copyWithRay(folder);
      const args = ["--seeds", "2", "--epochs", "1", "--out", "reports/a.json", "--ray"];
      const { code, stdout, stderr } = await runTask(project, "study:seeds", args);
      assertEquals(code, 0, stderr);
      assertMatch(stdout, /^Ray 2\.60\.0, 1 node with \d+ cores; dashboard at http:\/\/127\.0\.0\.1:\d+$/m);
    } finally {
      await removeWhenQuiet(folder);
    }
  },
});
