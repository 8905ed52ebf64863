/**
 * `deno task study:ablations`: which part of the curriculum does the work?
 *
 * @module
 */
import { showAblations } from "../studies/ablations/show.ts";
import { armsStudy, FULL_SCOPE, QUICK_SCOPE, ratesStudy } from "../studies/ablations/study.ts";
import { runStudyCommand } from "./study/command.ts";

const scope = (isQuick: boolean) => isQuick ? QUICK_SCOPE : FULL_SCOPE;

await runStudyCommand({
  name: "ablations",
  about:
    "Train the curriculum with one thing changed at a time, each arm at the better of two rates, from several seeds.",
  quick: "one seed, one epoch a stage",
  study: (isQuick) => ratesStudy(scope(isQuick)),
  second: (tried, isQuick) => armsStudy(scope(isQuick), tried),
  show: showAblations,
});
