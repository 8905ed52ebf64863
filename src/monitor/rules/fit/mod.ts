/**
 * What the network makes of it: fit, generalisation, metrics.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { capacity } from "./capacity.ts";
import { generalisationGap } from "./generalisation_gap.ts";
import { metricDisagrees } from "./metric_disagrees.ts";
import { metricFlat } from "./metric_flat.ts";
import { metricWorsens } from "./metric_worsens.ts";
import { oneGroupDominates } from "./one_group_dominates.ts";
import { overfitting } from "./overfitting.ts";
import { posteriorCollapse } from "./posterior_collapse.ts";
import { termsInConflict } from "./terms_in_conflict.ts";
import { underfitting } from "./underfitting.ts";
import { worseFromTheFirst } from "./worse_from_the_first.ts";

/** In the order in which equal findings are told. */
export const FIT: readonly Rule[] = [
  capacity,
  underfitting,
  worseFromTheFirst,
  overfitting,
  metricWorsens,
  generalisationGap,
  oneGroupDominates,
  posteriorCollapse,
  termsInConflict,
  metricDisagrees,
  metricFlat,
];
