/**
 * A recorder in the training loop of TensorFlow.js, and experiments on its models.
 *
 * @module
 */
export { probe, type ProbeOptions } from "./probe.ts";
export { recorder, type RecorderCallbacks, type RecorderOptions } from "./recorder.ts";
