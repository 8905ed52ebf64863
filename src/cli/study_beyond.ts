/**
 * `deno task study:beyond`: how far do the trained networks carry beyond their training data?
 *
 * @module
 */
import { showBeyond } from "../studies/beyond/show.ts";
import { beyondStudy } from "../studies/beyond/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "beyond",
  about:
    "Measure the curriculum's networks on longer, later, detuned, gapped and noisier recordings, beside the limit of any filter.",
  study: beyondStudy,
  show: showBeyond,
});
