import { openLibrary } from "../../engine/native/library.ts";

/** How a part of the benchmark is measured. */
export interface Measuring {
  readonly quick: boolean;
  /** Whether PyTorch and JAX are measured too. */
  readonly peers: boolean;
  /** The folder of the record. */
  readonly out: string;
}

/** Why the native engine cannot be measured here, or null. */
export function nativeMissing(): string | null {
  const opened = openLibrary();
  return opened.state === "ready" ? null : opened.why;
}

/** Tells why there are no peers; the benchmark goes on without them. */
export function explainPeers(error: unknown): void {
  console.error(`PyTorch and JAX cannot be measured: ${error instanceof Error ? error.message : error}`);
}
