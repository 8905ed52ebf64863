// What the host calls.
export { updateFromWindow } from "./adam";
export { backward } from "./backward";
export { forward, sumOutputs } from "./forward";
export { trainOnline } from "./online";
