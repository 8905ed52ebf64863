import { writeAtomically } from "../../run/files.ts";
import { runBenchmarks } from "../../studies/speed/benchmark.ts";
import { benchmarkCases, describeCase } from "../../studies/speed/cases.ts";
import { engineBenchmarks, tensorflowMissing } from "../../studies/speed/engines.ts";
import { surroundings } from "../../studies/speed/machine.ts";
import { startPeers } from "../../studies/speed/peers.ts";
import { speedRatios } from "../../studies/speed/ratios.ts";
import {
  type BenchmarkRecord,
  benchmarkTable,
  type CaseResult,
  ratioFigure,
} from "../../studies/speed/record.ts";
import { measureRoofline } from "../../studies/speed/roofline.ts";
import { formatRate } from "../../text/mod.ts";
import { explainPeers, type Measuring, nativeMissing } from "./there.ts";

/** Samples a second of every case; the record is written after each. */
export async function measureRates({ quick, peers: wanted, out }: Measuring): Promise<void> {
  const effort = quick ? { rounds: 3, secondsPerTurn: 0.2 } : { rounds: 7, secondsPerTurn: 0.5 };
  const missing: string[] = [];
  const native = nativeMissing();
  if (native !== null) missing.push(`native engine (${native})`);
  const tensorflow = await tensorflowMissing();
  if (tensorflow !== null) missing.push(`tensorflow engine (${tensorflow}; \`deno task native\` sets it up)`);
  const here = surroundings(missing);
  const peers = wanted ? await startPeers().catch(noPeers) : [];
  if (peers.length === 0) missing.push("PyTorch and JAX");
  missing.forEach((line) => console.log(`not measured: ${line}`));
  const peerVersions = Object.fromEntries(peers.map(({ name, version }) => [name.toLowerCase(), version]));

  const results: CaseResult[] = [];
  const backends = new Set<string>();
  for (const which of benchmarkCases(quick ? [64] : [64, 128, 256])) {
    console.log(`\n${describeCase(which)}`);
    const ours = await engineBenchmarks(which, { tensorflow: tensorflow === null, native: native === null });
    const theirs = peers.flatMap((peer) => peer.benchmarks(which));
    const roofline = measureRoofline(which) ?? undefined;
    const measurements = await runBenchmarks([...ours, ...theirs], which.steps * which.lanes, effort);
    for (const engine of ours) {
      if (!engine.backend.includes("threads")) backends.add(engine.backend);
      engine.dispose();
    }
    const result: CaseResult = { case: which, unit: "samples/s", measurements, roofline };
    print(result);
    results.push(result);
    const versions = { ...here.versions, ...peerVersions, backends: [...backends].join(" and ") };
    // after each case: what is measured is not lost when the rest is interrupted
    write(out, { ...here, versions, effort, results });
  }
  for (const peer of peers) await peer.stop();
}

function write(out: string, record: BenchmarkRecord): void {
  writeAtomically(`${out}/benchmark.json`, `${JSON.stringify(record, null, 2)}\n`);
  writeAtomically(`${out}/table.md`, benchmarkTable(record));
  for (const regime of ["online", "windows"] as const) {
    const figure = ratioFigure(record, regime);
    if (figure) writeAtomically(`${out}/${regime}.svg`, figure);
  }
}

function noPeers(error: unknown): [] {
  explainPeers(error);
  return [];
}

function print({ measurements }: CaseResult): void {
  for (const { name, median, low, high } of measurements) {
    const [m, l, h] = [median, low, high].map(formatRate);
    console.log(`  ${name.padEnd(40)} ${m.padStart(10)} samples/s (${l} to ${h})`);
  }
  for (const { ours, theirs, median, low, high } of speedRatios(measurements)) {
    const [m, l, h] = [median, low, high].map((ratio) => ratio.toPrecision(3));
    console.log(`  ${ours} is ${m} times ${theirs} (${l} to ${h})`);
  }
}
