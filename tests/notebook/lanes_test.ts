import { assert, assertEquals } from "@std/assert";
import { lanesOf } from "../../src/notebook/lanes.ts";
import { CURRICULA } from "../../src/training/curricula.ts";

Deno.test("the lanes drawn are those of the training: the first begins with the recording, the others elsewhere and anew", () => {
  const [stage] = CURRICULA.softened;
  const drawn = lanesOf("softened", { stage: 0, epoch: 1 });
  assertEquals(drawn.startsSeconds.length, stage.starts);
  assertEquals(drawn.startsSeconds[0], 0);
  assert(drawn.startsSeconds.slice(1).every((seconds) => seconds > 0 && seconds < drawn.durationSeconds));
  assertEquals([drawn.windowSeconds, drawn.warmUpSeconds], [stage.windowSeconds, stage.warmUpSeconds]);
  assert(drawn.startsSeconds[1] !== lanesOf("softened", { stage: 0, epoch: 2 }).startsSeconds[1]);
});
