/**
 * The page: holds the settings, talks to the worker, and has the parts drawn.
 *
 * @module
 */
/// <reference lib="dom" />
import type { Claim } from "../../report/claims/claim.ts";
import type { Levels, Reply, Request, Snapshot } from "../protocol.ts";
import { type Experiment, fromAddress, type Settings, toAddress } from "../settings.ts";
import { showClaims } from "./claims.ts";
import { bindControls, showControls } from "./controls.ts";
import { element } from "../../page/dom.ts";
import { createFigures } from "./figures.ts";
import { PRESETS } from "./presets.ts";
import { bindStory, showStory } from "./story.ts";

let settings: Settings = fromAddress(location.hash);
let snapshot: Snapshot | null = null;
let levels: Levels | null = null;
/** Whether the reader wants training to go on. */
let training = false;

const worker = startWorker();
const figures = createFigures((tensor, index, value) => send({ kind: "weight", tensor, index, value }));

worker.onmessage = ({ data }: MessageEvent<Reply>) => {
  if (data.kind === "failed") return fail(data.message);
  if (data.kind === "levels") levels = data.levels;
  else {
    snapshot = data.snapshot;
    training = snapshot.status === "training";
  }
  render();
};
worker.onerror = ({ message }) => fail(message);

bindControls({
  change,
  run: (kind) => {
    if (kind === "begin") begin();
    else if (kind === "train" && training) send({ kind: "pause" });
    else send({ kind });
  },
});
bindStory({
  show: (chapter) => {
    const { trains, ...preset } = PRESETS[chapter - 1];
    change({ ...preset, chapter });
    if (trains && snapshot?.status !== "finished") send({ kind: "train" });
    if (!trains) send({ kind: "pause" });
    if (innerWidth < 1000) element("lab").scrollIntoView();
  },
  read: (chapter) => change({ chapter }),
});
addEventListener("hashchange", () => change(fromAddress(location.hash)));
showClaims(JSON.parse(element("data").textContent!) as readonly Claim[]);
begin();

/** Takes over what changed: another experiment begins anew, another view looks again. */
function change(changed: Partial<Settings>): void {
  const before = settings;
  settings = { ...settings, ...changed };
  const differs = (...keys: (keyof Settings)[]) => keys.some((key) => before[key] !== settings[key]);
  if (differs("way", "phaseRange", "hiddenSize", "seed")) begin();
  else if (differs("frozen", "silence", "late", "selector")) send({ kind: "view", view: settings });
  history.replaceState(null, "", `#${toAddress(settings)}`);
  render();
}

function begin(): void {
  training = false;
  snapshot = null;
  const { way, phaseRange, hiddenSize, seed } = settings;
  const experiment: Experiment = { way, phaseRange, hiddenSize, seed };
  send({ kind: "begin", experiment, view: settings });
}

function render(): void {
  showControls(settings, snapshot, training);
  showStory(settings.chapter);
  if (snapshot) figures.show(settings, snapshot, levels);
}

function send(request: Request): void {
  worker.postMessage(request);
}

function fail(message: string): void {
  const failure = element("failure");
  failure.hidden = false;
  failure.textContent = `The experiment stopped: ${message}`;
}

function startWorker(): Worker {
  const code = new Blob([element("worker").textContent!], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(code));
}
