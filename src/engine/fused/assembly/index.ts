// What the host calls.
export { updateFromWindow } from "./adam";
export { trainOnline } from "./online";
export { addFloats } from "./vector";
export { backward, forward, packWeights } from "./window";
