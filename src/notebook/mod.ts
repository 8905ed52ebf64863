/**
 * What the cells of the notebooks call: to show things, to train or read a run, and to bring its records into figures.
 *
 * @module
 */
export { TARGET } from "../evaluation/mod.ts";
export { say, show } from "./display.ts";
export * from "./figures.ts";
export { findingRows, gapRow, rivalRows } from "./findings.ts";
export { curriculumName } from "../training/presets.ts";
export { liveCurriculum, liveRun, shortRun } from "./live_run.ts";
export { busiestUnits, errorOnSeeds, filterOrClock, probeTraces } from "./probes.ts";
export { limitTraces, timesTheLimit } from "./limit.ts";
export { storedRun } from "./run.ts";
export { lanesOf } from "./lanes.ts";
export { slowedUnitOf } from "./slowed.ts";
export { showSource } from "./source.ts";
export { pairPanels, principalPanel } from "./phase.ts";
export { alertRows, decisionFigure, ending } from "./plan.ts";
export { frame, table } from "./table.ts";
