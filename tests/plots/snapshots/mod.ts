// Written by ../make_snapshots.ts.
import strips from "./strips.svg" with { type: "text" };
import gradient_window from "./gradient_window.svg" with { type: "text" };
import lanes from "./lanes.svg" with { type: "text" };
import slowed_unit from "./slowed_unit.svg" with { type: "text" };
import noise_sweep from "./noise_sweep.svg" with { type: "text" };
import benchmark_bars from "./benchmark_bars.svg" with { type: "text" };
import curriculum_curve from "./curriculum_curve.svg" with { type: "text" };
import decision_tree from "./decision_tree.svg" with { type: "text" };
import error_by_size from "./error_by_size.svg" with { type: "text" };
import gradient_norms from "./gradient_norms.svg" with { type: "text" };
import loss_by_frequency from "./loss_by_frequency.svg" with { type: "text" };
import loss_curve from "./loss_curve.svg" with { type: "text" };
import lstm_cell from "./lstm_cell.svg" with { type: "text" };
import mixture from "./mixture.svg" with { type: "text" };
import phase_plane from "./phase_plane.svg" with { type: "text" };
import prediction from "./prediction.svg" with { type: "text" };
import prediction_grid from "./prediction_grid.svg" with { type: "text" };
import probe_errors from "./probe_errors.svg" with { type: "text" };
import running_against_frozen from "./running_against_frozen.svg" with { type: "text" };
import seed_strip from "./seed_strip.svg" with { type: "text" };
import spectrum from "./spectrum.svg" with { type: "text" };
import memory_over_time from "./memory_over_time.svg" with { type: "text" };
import time_to_target from "./time_to_target.svg" with { type: "text" };
import beyond_training from "./beyond_training.svg" with { type: "text" };
import unit_traces from "./unit_traces.svg" with { type: "text" };
import weight_picture from "./weight_picture.svg" with { type: "text" };

/** The committed picture of every example in ../examples.ts. */
export const SNAPSHOTS: Readonly<Record<string, string>> = {
  strips,
  gradient_window,
  lanes,
  slowed_unit,
  noise_sweep,
  benchmark_bars,
  curriculum_curve,
  decision_tree,
  error_by_size,
  gradient_norms,
  loss_by_frequency,
  loss_curve,
  lstm_cell,
  mixture,
  phase_plane,
  prediction,
  prediction_grid,
  probe_errors,
  running_against_frozen,
  seed_strip,
  spectrum,
  memory_over_time,
  time_to_target,
  beyond_training,
  unit_traces,
  weight_picture,
};
