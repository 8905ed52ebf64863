/**
 * How a part of the benchmark is measured, and what it lacks on this machine.
 *
 * @module
 */
import { openLibrary } from "../../engine/native/library.ts";

/** How a part of the benchmark is measured. */
export interface Measuring {
  readonly quick: boolean;
  /** Whether PyTorch and JAX are measured too. */
  readonly peers: boolean;
  readonly say: (line: string) => void;
  /** Takes the record's files by name, again and again as it grows: what is measured is not lost when the rest is interrupted. */
  readonly write: (files: Readonly<Record<string, string>>) => void;
}

/** Why the native engine cannot be measured here, or null. */
export function nativeMissing(): string | null {
  const opened = openLibrary();
  return opened.state === "ready" ? null : opened.why;
}

/** What is said of peers that cannot be measured; the benchmark goes on without them. */
export function withoutPeers(error: unknown): string {
  return `PyTorch and JAX cannot be measured: ${error instanceof Error ? error.message : error}`;
}
