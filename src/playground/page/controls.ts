/**
 * The controls above the figures, and the headline with the switch.
 *
 * @module
 */
/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";
import type { Snapshot } from "../protocol.ts";
import { FREQUENCIES_HZ, type Settings, SIZES, type Way } from "../settings.ts";

/** What the controls ask for. */
export interface Actions {
  readonly change: (changed: Partial<Settings>) => void;
  readonly run: (kind: "train" | "step" | "begin") => void;
}

/** Connects every control. */
export function bindControls({ change, run }: Actions): void {
  element("units").append(...SIZES.map((size) => make("option", { value: String(size) }, String(size))));
  element("selectors").append(...FREQUENCIES_HZ.map((hertz, selector) => {
    const button = make("button", {}, `${hertz} Hz`);
    button.addEventListener("click", () => change({ selector }));
    return button;
  }));
  const onClick = (id: string, act: () => void) => element(id).addEventListener("click", act);
  const isOn = (id: string, attribute: string) => element(id).getAttribute(attribute) === "true";
  onClick("train", () => run("train"));
  onClick("step", () => run("step"));
  // only where the laboratory itself has the focus, after a click beside its controls: elsewhere Space scrolls or presses
  element("lab").addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target !== event.currentTarget) return;
    event.preventDefault();
    element("train").click();
  });
  onClick("reset", () => run("begin"));
  onClick("freeze", () => change({ frozen: !isOn("freeze", "aria-checked") }));
  onClick("silence", () => change({ silence: !isOn("silence", "aria-pressed"), late: false }));
  onClick("late", () => change({ late: !isOn("late", "aria-pressed"), silence: false }));
  const onChange = (id: string, act: (value: string) => void) =>
    element<HTMLInputElement>(id).addEventListener(
      "change",
      ({ target }) => act((target as HTMLInputElement).value),
    );
  onChange("way", (value) => change({ way: value as Way }));
  onChange("units", (value) => change({ hiddenSize: Number(value) }));
  onChange("seed", (value) => {
    const seed = Math.min(2 ** 32 - 1, Math.max(0, Math.round(Number(value)) || 0));
    change({ seed });
  });
  onChange("noise", (value) => change({ phaseRange: Number(value) * Math.PI }));
  element("noise").addEventListener(
    "input",
    ({ target }) => showNoise(Number((target as HTMLInputElement).value)),
  );
}

function showNoise(turns: number): void {
  element("noise-value").textContent = `${Number(turns.toFixed(3))} π`;
}

/** Shows settings and progress in the controls. */
export function showControls(settings: Settings, snapshot: Snapshot | null, training: boolean): void {
  const isConstructed = settings.way === "constructed";
  const set = (id: string, value: string) => element<HTMLInputElement>(id).value = value;
  set("way", settings.way);
  set("units", String(settings.hiddenSize));
  set("seed", String(settings.seed));
  set("noise", String(settings.phaseRange / Math.PI));
  showNoise(settings.phaseRange / Math.PI);
  for (const id of ["units", "seed"]) element<HTMLInputElement>(id).disabled = isConstructed;
  const isOver = snapshot?.status === "finished" || snapshot?.status === "diverged";
  element<HTMLButtonElement>("train").disabled =
    element<HTMLButtonElement>("step").disabled =
      isConstructed || isOver;
  element("train").textContent = training ? "Pause" : snapshot?.epoch ? "Go on" : "Train";
  element("freeze").setAttribute("aria-checked", String(settings.frozen));
  element("freeze").setAttribute(
    "aria-label",
    settings.frozen ? "Freeze: on, error on frozen weights" : "Freeze: off, running loss",
  );
  element("silence").setAttribute("aria-pressed", String(settings.silence));
  element("late").setAttribute("aria-pressed", String(settings.late));
  [...element("selectors").children].forEach((button, at) =>
    button.setAttribute("aria-pressed", String(at === settings.selector))
  );
  element("lab").classList.toggle("is-frozen", settings.frozen || isConstructed);
  element("monitor").hidden = isConstructed;
  element("weights-panel").hidden = !isConstructed;
  if (!snapshot) element("status").textContent = "preparing the recordings …";
}
