/**
 * `deno task study:capacity`: capacity or optimisation?
 *
 * @module
 */
import { showCapacity } from "../studies/capacity/show.ts";
import { capacityStudy, FULL_SCOPE, QUICK_SCOPE } from "../studies/capacity/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "capacity",
  about: "Train every hidden size in every way on every noise preset: is it capacity or optimisation?",
  quick: "two small sizes, a tenth of the training, in about two minutes",
  study: (isQuick) => capacityStudy(isQuick ? QUICK_SCOPE : FULL_SCOPE),
  show: showCapacity,
});
