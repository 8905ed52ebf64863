import { assertEquals, assertThrows } from "@std/assert";
import { encodeCsv, encodeNpy, makeRows, signalConfiguration } from "../../src/signal/mod.ts";
import { readTestData } from "../../src/run/test_data.ts";
import { folderTest } from "../in_folder.ts";

const signal = signalConfiguration({ durationSeconds: 1, sampleRateHz: 100 });
const { rows: values, targets, selectors } = makeRows(signal);
const table = { rows: targets.length, columns: selectors + 2, values };

folderTest("rows of a run's own recording are read from both formats", (folder) => {
  Deno.writeTextFileSync(`${folder}/rows.csv`, encodeCsv(table));
  Deno.writeFileSync(`${folder}/rows.npy`, encodeNpy(table));
  for (const name of ["rows.csv", "rows.npy"]) {
    assertEquals(readTestData(`${folder}/${name}`, signal).rows, values);
  }
});

folderTest("a file that holds more than such rows is refused before it is read", (folder) => {
  for (const name of ["rows.csv", "rows.npy"]) {
    Deno.writeTextFileSync(`${folder}/${name}`, "");
    Deno.truncateSync(`${folder}/${name}`, 1_000_000);
    assertThrows(
      () => readTestData(`${folder}/${name}`, signal),
      TypeError,
      `${name}: 1000000 bytes are more than the`,
    );
  }
});
