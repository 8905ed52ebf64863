/**
 * A recorder in the training loop of TensorFlow.js.
 *
 * @module
 */
export { recorder, type RecorderCallbacks, type RecorderOptions } from "./recorder.ts";
