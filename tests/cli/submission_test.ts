import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { projectFiles } from "../../src/submission/project.ts";
import type { Manifest } from "../../src/submission/enclosures.ts";
import { copyProject, runTask, writeFiles } from "./project_copy.ts";
import { commandTest } from "./run_command.ts";

commandTest(
  "submission: unzipped elsewhere it is the whole project, and its commands run",
  async (folder) => {
    const [home, elsewhere] = [`${folder}/home`, `${folder}/else where`];
    copyProject(home);
    const exported = await runTask(home, "submission", ["--name", "Ada Lovelace", "--id", "1815"]);
    assertEquals(exported.code, 0, exported.stderr);

    const zip = Deno.readFileSync(`${home}/reports/submission/submission-1815.zip`);
    assert(zip.length < 15e6, `${zip.length} bytes`);
    const files = unzipSync(zip);
    const project = projectFiles();
    assertEquals(Object.keys(project).filter((path) => files[path] === undefined), []);
    for (const [path, bytes] of Object.entries(project)) assertEquals(files[path], bytes, path);
    assertEquals(listed(files), hashed(files));

    writeFiles(elsewhere, files);
    const trained = await runTask(elsewhere, "train", ["--quick"]);
    assertEquals(trained.code, 0, trained.stderr);
    assertMatch(trained.stdout, /3\. What came of it\n +test MSE at 64 units 0\.\d+, at 128 units 0\.\d+/);
    const notebook = await runTask(elsewhere, "notebooks", ["--static", "01"]); // its imports resolve and have their types
    assertEquals([notebook.code, notebook.stderr.replaceAll(/^(Download|Initialize|Info) .*\n/gm, "")], [
      0,
      "",
    ]);
    const tested = await runTask(elsewhere, "test", ["tests/layers_test.ts"]);
    assertEquals(tested.code, 0, tested.stderr);
  },
);

/** What the manifest says, but for itself. */
function listed(files: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  const manifest: Manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
  return Object.fromEntries(manifest.files.map(({ path, sha256 }) => [path, sha256]));
}

function hashed(files: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  const entries = Object.entries(files).filter(([path]) => path !== "manifest.json");
  return Object.fromEntries(
    entries.map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]),
  );
}

commandTest(
  "submission: leaves out what is fetched, made, unfinished or nobody's business",
  async (folder) => {
    const kept = [".ci/run", ".gitignore", "models/mine/run.json", "reports/mine/x.svg", "src/a.ts"];
    const left = [
      ".env",
      ".git/config",
      ".venv/bin/python",
      "coverage/lcov.info",
      "data/rows.npy",
      "models/mine.previous/run.json",
      "models/mine/checkpoint/weights.bin",
      "models/quick-mine/run.json",
      "node_modules/a/a.js",
      "python/__pycache__/a.pyc",
      "reports/submission/index.html",
      "src/.ssh/key",
      "src/a.ts.1.tmp",
    ];
    writeFiles(folder, Object.fromEntries([...kept, ...left].map((path) => [path, new Uint8Array(1)])));
    await Deno.symlink("/etc", `${folder}/link`);
    assertEquals(Object.keys(projectFiles(folder)), kept);
  },
);

commandTest(
  "submission: a project too large for it is refused, by the name of its largest file",
  async (folder) => {
    writeFiles(folder, { "README.md": new Uint8Array(10), "models/huge/weights.bin": new Uint8Array() });
    await Deno.truncate(`${folder}/models/huge/weights.bin`, 30_000_000);
    assertThrows(() => projectFiles(folder), RangeError, "the largest is models/huge/weights.bin (30.0 MB)");
  },
);
