/**
 * `deno task study:clock`: how well do networks that are clocks keep time beyond the recording that they know?
 *
 * @module
 */
import { showClock } from "../studies/clock/show.ts";
import { clockStudy, FULL_SCOPE, QUICK_SCOPE } from "../studies/clock/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "clock",
  about: "Hold clocks, trained and written down, against a minute of literal noise.",
  quick: "one seed, one epoch a stage",
  study: (isQuick) => clockStudy(isQuick ? QUICK_SCOPE : FULL_SCOPE),
  show: showClock,
});
