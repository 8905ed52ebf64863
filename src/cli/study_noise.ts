/**
 * `deno task study:noise`: how much phase noise can each learner bear?
 *
 * @module
 */
import { showNoise } from "../studies/noise/show.ts";
import { FULL_SCOPE, noiseStudy, QUICK_SCOPE } from "../studies/noise/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "noise",
  about:
    "Train every way from no phase noise to the full circle, beside the best memoryless predictor and the limit of any filter.",
  quick: "both ends, one seed, one epoch a stage",
  study: (isQuick) => noiseStudy(isQuick ? QUICK_SCOPE : FULL_SCOPE),
  show: showNoise,
});
