/**
 * `deno task diagnose PATH --follow`: the newest run under the path, until it is over.
 *
 * @module
 */
import type { Chosen } from "../../monitor/readers/mod.ts";
import { createSourceReader } from "../../run/appended.ts";
import { lookAt } from "../../run/growing.ts";
import { newestBelow } from "../../run/histories.ts";
import type { Reading } from "../../run/source.ts";
import { printable } from "../../text/mod.ts";
import { follow, type FollowOptions, type Watch } from "../../watch/terminal/follow.ts";
import type { Screen } from "../../watch/terminal/screen.ts";

/** What is read of it, where it is told, and what the user adds to it. */
export interface Following {
  readonly chosen: Chosen;
  readonly screen: Screen;
  readonly completed: (reading: Reading) => Reading;
}

/** The last that was read, and where. */
export async function followed(
  given: string,
  { chosen, screen, completed }: Following,
  options: FollowOptions,
): Promise<{ readonly path: string; readonly reading: Reading }> {
  const reader = createSourceReader(chosen), choose = newestBelow(given);
  let path = given;
  const look: Watch["look"] = (before) => {
    const chosen = choose();
    if (chosen !== path) screen.say(`following ${printable(chosen)}`);
    path = chosen;
    return lookAt(path, before, (place) => completed(reader.read(place, true)));
  };
  const reading = await follow({ look, screen }, options);
  return { path, reading };
}
