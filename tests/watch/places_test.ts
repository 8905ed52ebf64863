/** Which runs a watched path stands for. */
import { assertEquals } from "@std/assert";
import { createPlaces } from "../../src/watch/places.ts";
import { folderTest } from "../in_folder.ts";

folderTest("watched in a folder are the histories below it, also under names that tell nothing", (folder) => {
  const runsAt = createPlaces();
  const runs = () => runsAt(folder).map((place) => place.slice(folder.length + 1));
  assertEquals(runs(), []);
  Deno.writeTextFileSync(`${folder}/people.csv`, "name,born\nAda,1815\n");
  Deno.writeTextFileSync(`${folder}/mine.csv`, "");
  assertEquals(runs(), [], "nothing can be read as a history yet");
  Deno.writeTextFileSync(`${folder}/mine.csv`, "epoch,loss\n1,0.9\n2,0.8\n");
  assertEquals(runs(), ["mine.csv"]);
  Deno.mkdirSync(`${folder}/version_0`);
  Deno.writeTextFileSync(`${folder}/version_0/metrics.csv`, "epoch,loss\n1,0.9\n2,0.8\n");
  assertEquals(runs(), ["version_0/metrics.csv", "mine.csv"]);
});
