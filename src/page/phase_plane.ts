/**
 * The state's path in the plane of its two main directions, with a point that runs along it in real time.
 *
 * @module
 */
/// <reference lib="dom" />
import { colour } from "./dom.ts";

/** The state's path in the plane of its two main directions, [n] each. */
export interface PhasePlane {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Share of the state's variance that the plane shows, 0 to 1. */
  readonly share: number;
}

/** See the module. */
export function createPhasePlane(
  canvas: HTMLCanvasElement,
): { show(plane: PhasePlane, seconds: ArrayLike<number>): void } {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const context = canvas.getContext("2d")!;
  let path: readonly (readonly [number, number])[] = [];
  let duration = 1;
  let isVisible = true;
  new IntersectionObserver(([{ isIntersecting }]) => isVisible = isIntersecting).observe(canvas);

  const draw = (now: number) => {
    if (!still.matches) requestAnimationFrame(draw);
    if (!isVisible || path.length < 2) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== width * devicePixelRatio || canvas.height !== height * devicePixelRatio) {
      [canvas.width, canvas.height] = [width * devicePixelRatio, height * devicePixelRatio];
    }
    const head = still.matches
      ? path.length - 1
      : Math.floor((now / 1000 % (duration + 0.6)) / duration * path.length);
    const reach = Math.max(...path.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y)))) || 1;
    const size = Math.min(width, height) / 2 - 10;
    const at = ([x, y]: readonly [number, number]): [number, number] => [
      width / 2 + x / reach * Math.min(size * 1.5, width / 2 - 10),
      height / 2 - y / reach * size,
    ];
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = colour("--line");
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    stroke(path, at, colour("--faint"), 0.7);
    const last = Math.min(head, path.length - 1);
    stroke(
      path.slice(Math.max(0, last - Math.round(path.length / 5)), last + 1),
      at,
      colour("--vermillion"),
      2,
    );
    context.fillStyle = colour("--vermillion");
    context.beginPath();
    context.arc(...at(path[last]), 5, 0, 2 * Math.PI);
    context.fill();
  };

  function stroke(
    points: typeof path,
    at: (point: readonly [number, number]) => [number, number],
    style: string,
    width: number,
  ): void {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.beginPath();
    for (const point of points) context.lineTo(...at(point));
    context.stroke();
  }

  requestAnimationFrame(draw);
  return {
    show({ x, y, share }, seconds) {
      const every = Math.max(1, Math.floor(x.length / 1000));
      path = Array.from({ length: Math.ceil(x.length / every) }, (_, k) => [x[k * every], y[k * every]]);
      duration = seconds[seconds.length - 1] - seconds[0];
      canvas.setAttribute(
        "aria-label",
        `The state's path over two seconds in the plane of its two main directions, which hold ${
          Math.round(100 * share)
        }% of its variance.`,
      );
      if (still.matches) requestAnimationFrame(draw);
    },
  };
}
