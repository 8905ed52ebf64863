// What the host calls.
export { updateFromWindow } from "./adam";
export { backward } from "./backward";
export { forward, packWeights } from "./forward";
export { trainOnline } from "./online";
export { addFloats } from "./vector";
