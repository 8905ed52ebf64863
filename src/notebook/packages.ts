/**
 * What cells load only when they first need it. `deno task notebooks` fetches these before it starts kernels: two that
 * fetch the same package side by side find it half there.
 *
 * @module
 */
import "@napi-rs/canvas";
import "danfojs-node";
