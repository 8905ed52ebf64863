import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { probeMemoryless } from "../../src/evaluation/probes/mod.ts";
import { readMeasuredEvidence } from "../../src/run/measured_evidence.ts";
import { makeRows } from "../../src/signal/mod.ts";
import { commandTest, runCommand } from "./run_command.ts";

const SIGNAL = { noise: "softened", sampleRateHz: 100, durationSeconds: 4 } as const;

commandTest(
  "probe: writes every probe's record, and the evidence as the monitor reads it",
  async (folder) => {
    const flags = ["baseline-64", "--name", "small", "--epochs", "1", "--hidden-size", "8"];
    const signal = ["--noise", "softened", "--sample-rate-hz", "100", "--duration-seconds", "4"];
    assertEquals((await runCommand(folder, "train", [...flags, ...signal])).code, 0);
    const { code, stdout, stderr } = await runCommand(folder, "probe", ["small"]);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stdout, "12 units, no training");
    assertStringIncludes(stderr, "probed: silence");

    const probes = JSON.parse(Deno.readTextFileSync(`${folder}/models/small/probes.json`));
    const memoryless = probeMemoryless(makeRows({ ...SIGNAL, seed: 1 }), makeRows({ ...SIGNAL, seed: 2 }));
    assertEquals(probes.memoryless, JSON.parse(JSON.stringify(memoryless)));
    assertEquals(probes.linearFilter.taps, 100);
    assertEquals(probes.oneFrequency.selector, 3);

    const evidence = readMeasuredEvidence(`${folder}/models/small`).evidence;
    const record = JSON.parse(Deno.readTextFileSync(`${folder}/models/small/run.json`));
    assertAlmostEquals(evidence.frozen!.testMse, record.result.testMse, 1e-12);
    assert(evidence.information!.bits > evidence.information!.nullBits);
    assert(evidence.capacity!.constructed!.testMse < 0.01);

    const diagnosis = await runCommand(folder, "diagnose", ["small"]);
    assertEquals(diagnosis.code, 0, diagnosis.stderr);
  },
);

commandTest(
  "probe: a run that is not there is one line, exit code 2, and nothing written",
  async (folder) => {
    const { code, stdout, stderr } = await runCommand(folder, "probe", ["nowhere"]);
    assertEquals([code, stdout, stderr.trim()], [2, "", "error: models/nowhere/run.json: no such file"]);
    assertEquals([...Deno.readDirSync(folder)].length, 0);
  },
);
