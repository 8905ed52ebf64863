/**
 * The figures: one a file, each a function from a plain record to a self-contained SVG, and {@linkcode toPng}.
 *
 * @module
 */
export * from "./benchmark_bars.ts";
export * from "./beyond_training.ts";
export * from "./curriculum_curve.ts";
export * from "./decision_tree.ts";
export * from "./error_by_size.ts";
export * from "./gradient_norms.ts";
export * from "./gradient_window.ts";
export * from "./lanes.ts";
export * from "./loss_by_frequency.ts";
export * from "./loss_curve.ts";
export * from "./lstm_cell.ts";
export * from "./memory_over_time.ts";
export * from "./mixture.ts";
export * from "./noise_sweep.ts";
export * from "./phase_plane.ts";
export { prediction } from "./prediction.ts";
export * from "./prediction_grid.ts";
export * from "./probe_errors.ts";
export * from "./running_against_frozen.ts";
export * from "./run_curves.ts";
export * from "./seed_strip.ts";
export * from "./slowed_unit.ts";
export * from "./spectrum.ts";
export * from "./strips.ts";
export * from "./time_to_target.ts";
export * from "./unit_traces.ts";
export * from "./weight_picture.ts";
export { toPng } from "./png.ts";
