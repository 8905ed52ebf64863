/**
 * Trains in the background: slices of a session between messages of the page. Where the page may share memory it opens
 * itself once more, under another name, as a second thread of the kernel.
 *
 * @module
 */
/// <reference lib="deno.worker" />
import { createKernel } from "../engine/fused/kernel.ts";
import { serveThread } from "../engine/fused/thread.ts";
import type { Reply, Request } from "./protocol.ts";
import { Session } from "./session.ts";

/** Longest stretch of training without a look at the page's messages, in milliseconds. */
const SLICE = 30;
/** Looking at the network may take this share of the time at most. */
const LOOKING_SHARE = 0.1;
/** Shortest time between two looks, in milliseconds. */
const LOOK_EVERY = 120;

/** Name of the worker that is the second thread. */
const THREAD = "thread of the kernel";
/**
 * The two threads meet at every time step, so that one that has to share its processor holds up the other: a third is for
 * the page and all else.
 */
const openThread = self.crossOriginIsolated && navigator.hardwareConcurrency > 2
  ? () => new Worker(self.location.href, { name: THREAD })
  : undefined;

let session: Session | null = null;
let mode: "pause" | "train" | "step" = "pause";
let nextLook = 0;
let levelsFor: number | null = null;
const turns = new MessageChannel();

const reply = (message: Reply) => self.postMessage(message);

if (self.name === THREAD) serveThread((_, memory) => createKernel(undefined, memory));
else {
  self.onmessage = ({ data }: MessageEvent<Request>) => {
    try {
      handle(data);
    } catch (error) {
      fail(error);
    }
  };
}

function handle(request: Request): void {
  switch (request.kind) {
    case "begin":
      session?.dispose();
      session = new Session(request.experiment, request.view, openThread, look);
      mode = "pause";
      look();
      if (request.experiment.phaseRange !== levelsFor) {
        reply({ kind: "levels", levels: session.levels() });
        levelsFor = request.experiment.phaseRange;
      }
      break;
    case "view":
      if (session) session.view = request.view;
      look();
      break;
    case "weight":
      session?.setWeight(request.tensor, request.index, request.value);
      look();
      break;
    case "pause":
      mode = "pause";
      look();
      break;
    case "train":
    case "step":
      mode = request.kind;
      if (mode === "train") look(); // that it has begun is seen before the first epoch is over
      turns.port2.postMessage(null);
  }
}

turns.port1.onmessage = () => {
  try {
    slice();
  } catch (error) {
    mode = "pause";
    fail(error);
  }
};

function slice(): void {
  if (!session || mode === "pause") return;
  const until = performance.now() + SLICE;
  while (performance.now() < until) {
    const epochEnded = session.advance();
    if (session.isOver || (epochEnded && mode === "step")) {
      mode = "pause";
      look();
      return;
    }
    if (epochEnded && performance.now() >= nextLook) look();
  }
  turns.port2.postMessage(null);
}

function look(): void {
  if (!session) return;
  const started = performance.now();
  reply({ kind: "snapshot", snapshot: session.snapshot(mode !== "pause") });
  const ended = performance.now();
  nextLook = ended + Math.max(LOOK_EVERY, (ended - started) * (1 / LOOKING_SHARE - 1));
}

function fail(error: unknown): void {
  reply({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
