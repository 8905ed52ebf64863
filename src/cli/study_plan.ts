/**
 * `deno task study:plan`: what comes of the report's orders?
 *
 * @module
 */
import { showPlan } from "../studies/plan/show.ts";
import { FULL_SCOPE, planStudy, QUICK_SCOPE } from "../studies/plan/study.ts";
import { runStudyCommand } from "./study/command.ts";

await runStudyCommand({
  name: "plan",
  about:
    "Follow the report's orders from several seeds: 128 units, then what its decision tree orders, 150 epochs and 256 units.",
  quick: "one epoch, one seed each",
  study: (isQuick) => planStudy(isQuick ? QUICK_SCOPE : FULL_SCOPE),
  show: showPlan,
});
