/**
 * Losses of 1e12 that fall: a run that improves, and targets that nobody scaled.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, table } from "./shapes.ts";

const N = 30;
const run = (noise: number, scale: number, more: Readonly<Record<string, readonly number[]>> = {}) =>
  told(
    table({
      epoch: epochs(N),
      loss: decay(N, 80 * scale, 3 * scale, 8, noise),
      val_loss: decay(N, 90 * scale, 4 * scale, 8),
      ...more,
    }),
    "history.csv",
  );

Deno.test("enormous loss: that targets are not scaled is told beside a run that improves, and comes next", () => {
  const text = run(0, 1e12);
  assertMatch(text, /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(text, /^Next: Scale targets/m);
  assertMatch(
    text,
    /^Also: Targets look unscaled: the loss is about 5\.\d+e\+12, if it is a square an error of 2/m,
  );
  assertMatch(text, /^Use: the checkpoint of epoch 30 /m);
});

Deno.test("enormous loss: where its steps leap as well it is what is wrong, and the best checkpoint is kept", () => {
  const text = run(0.8, 1e12);
  assertMatch(text, /^TARGETS NOT SCALED\n[^]*, and leaps between /m);
  assertMatch(text, /^Use: the checkpoint of epoch 30 /m);
});

Deno.test("enormous loss: neither one of usual size nor one of thousands that is explained is called unscaled", () => {
  assertNotMatch(run(0, 10), /[Ss]cale/);
  assertNotMatch(run(0, 1e5, { val_r2: decay(N, -0.1, 0.9, 8) }), /[Ss]cale/);
});

Deno.test("enormous loss: of one that is explained the scale is remarked on, and asks for nothing", () => {
  const text = run(0, 1e12, { val_r2: decay(N, -0.1, 0.9, 8) });
  assertMatch(
    text,
    /^Also: Targets look unscaled: the loss is about 5.*, though R2 says that they are followed$/m,
  );
  assertNotMatch(text, /^Next: Scale|^TARGETS NOT SCALED/m);
});

Deno.test("enormous loss: where much of it is left it is what is wrong, though the run improves", () => {
  const text = told(
    table({
      epoch: epochs(15),
      loss: decay(15, 2.7e9, 1.1e9, 5),
      val_loss: decay(15, 2.8e9, 1.2e9, 5),
    }),
    "history.csv",
  );
  assertMatch(text, /^TARGETS NOT SCALED$/m);
  assertMatch(text, /^Next: Scale (inputs|targets)/m);
});
