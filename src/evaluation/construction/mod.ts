/**
 * The constructive proof: a network of 12 units that does the task without having been trained.
 *
 * @module
 */
export { constructNetwork } from "./network.ts";
export { type Observer } from "./oscillators.ts";
