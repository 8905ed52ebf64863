/**
 * `deno task study:limit`: how near to the limit of any filter does a trained one come, and what brings it nearer?
 *
 * @module
 */
import { showLimit } from "../studies/limit/show.ts";
import { FULL_SCOPE, limitStudy, QUICK_SCOPE } from "../studies/limit/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "limit",
  about:
    "Hold trained filters against the optimal one and the best of constant gain, on recordings that begin late.",
  quick: "one seed, one epoch a stage",
  study: (isQuick) => limitStudy(isQuick ? QUICK_SCOPE : FULL_SCOPE),
  show: showLimit,
});
