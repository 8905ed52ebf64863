/**
 * The text beside the laboratory: one chapter is current; on narrow screens only that one is shown.
 *
 * @module
 */
/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";

const chapters = () => [...document.querySelectorAll<HTMLElement>(".chapter")];

/** Connects the buttons: `show` sets the laboratory up, `read` only turns the page. */
export function bindStory(
  { show, read }: { show: (chapter: number) => void; read: (chapter: number) => void },
): void {
  for (const chapter of chapters()) {
    const number = Number(chapter.dataset.chapter);
    chapter.querySelector("button")!.addEventListener("click", () => show(number));
    const title = chapter.querySelector("h2")!.lastChild!.textContent!.trim();
    const button = make("button", { "aria-label": `${number}: ${title}` }, String(number));
    button.addEventListener("click", () => read(number));
    element("steps").append(button);
  }
}

/** Marks the current chapter. */
export function showStory(current: number): void {
  for (const chapter of chapters()) {
    chapter.classList.toggle("current", Number(chapter.dataset.chapter) === current);
  }
  [...element("steps").children].forEach((button, at) =>
    button.setAttribute("aria-pressed", String(at + 1 === current))
  );
}
