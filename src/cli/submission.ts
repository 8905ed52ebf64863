/**
 * `deno task submission`: everything a reader or a grader needs, in one folder and one zip.
 *
 * @module
 */
import { refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { BROWSER_HINT, findBrowser } from "../submission/browser.ts";
import { committedNotebooks, exportFiles, gatherSubmission, problemsOf } from "../submission/export.ts";
import { replaceFolder } from "../submission/write.ts";
import { createProgram, runProgram } from "./program.ts";

const FOLDER = "reports/submission";

/** What drawing the figures and printing the pages take, minutes after the beginning. */
const NEEDED: readonly Deno.PermissionDescriptor[] = [
  { name: "write", path: ".cache" },
  { name: "ffi", path: "node_modules" },
  { name: "net", host: "127.0.0.1" },
  ...["osRelease", "uid", "homedir"].map((kind) => ({ name: "sys", kind }) as Deno.SysPermissionDescriptor),
];

interface Options {
  readonly name: string;
  readonly id: string;
}

const program = createProgram(
  "submission",
  `Export the report as a page and a PDF, and the whole project with its executed notebooks as a zip, into ${FOLDER}.`,
  ['deno task submission --name "Ada Lovelace" --id 1815'],
)
  .requiredOption("--name <name>", "the author's name, as it shall be printed")
  .requiredOption("--id <id>", "the author's number; part of the zip's name");

program.action(async ({ name, id }: Options) => {
  if (name.trim() === "") throw new RangeError("--name must not be empty");
  if (!/^[\w.-]{1,100}$/.test(id)) {
    throw new RangeError(`--id has up to 100 letters, digits, ".", "-" and "_" only (given: ${id})`);
  }
  requirePermissions(...NEEDED);
  refuseUnwritable(`${FOLDER}.zip`, FOLDER); // a trial beside the folder, which is replaced as a whole
  const browser = findBrowser();
  const notebooks = committedNotebooks();
  const problems = await problemsOf(notebooks);
  if (problems.length > 0) {
    for (const problem of problems) console.error(problem);
    console.error(`nothing exported: ${problems.length} problem${problems.length === 1 ? "" : "s"}`);
    Deno.exit(1);
  }
  if (browser === null) console.error(BROWSER_HINT);
  const { submission, missing } = await gatherSubmission({ name: name.trim(), id });
  missing.forEach((line) => console.log(line));
  const { files, zip, packed } = await exportFiles(submission, notebooks, browser, console.log);
  replaceFolder(FOLDER, files);
  console.log(
    `${FOLDER}/index.html${
      browser === null ? "" : ", submission.pdf"
    } and ${zip} (the whole project: ${packed} files, ` +
      `${(files[zip].length / 1e6).toFixed(1)} MB)`,
  );
});

await runProgram(program);
