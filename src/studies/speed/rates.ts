/**
 * Samples a second of our engines and their peers, case after case.
 *
 * @module
 */
import { runBenchmarks } from "./benchmark.ts";
import { benchmarkCases, describeCase } from "./cases.ts";
import { engineBenchmarks, tensorflowMissing } from "./engines.ts";
import { surroundings } from "./machine.ts";
import { startPeers } from "./peers.ts";
import { speedRatios } from "./ratios.ts";
import { type BenchmarkRecord, benchmarkTable, type CaseResult, ratioFigure } from "./record.ts";
import { rooflineBenchmarks } from "./roofline.ts";
import { formatRate } from "../../text/mod.ts";
import { type Measuring, nativeMissing, withoutPeers } from "./measuring.ts";

/** Samples a second of every case; the record is written after each. */
export async function measureRates({ quick, peers: wanted, say, write }: Measuring): Promise<void> {
  const effort = quick ? { rounds: 3, secondsPerTurn: 0.2 } : { rounds: 7, secondsPerTurn: 0.5 };
  const missing: string[] = [];
  const native = nativeMissing();
  if (native !== null) missing.push(`native engine (${native})`);
  const tensorflow = await tensorflowMissing();
  if (tensorflow !== null) missing.push(`tensorflow engine (${tensorflow}; \`deno task native\` sets it up)`);
  const here = surroundings(missing);
  const peers = wanted ? await startPeers().catch((error) => (say(withoutPeers(error)), [])) : [];
  if (peers.length === 0) missing.push("PyTorch and JAX");
  missing.forEach((line) => say(`not measured: ${line}`));
  const peerVersions = Object.fromEntries(peers.map(({ name, version }) => [name.toLowerCase(), version]));

  const results: CaseResult[] = [];
  const backends = new Set<string>();
  for (const which of benchmarkCases(quick ? [64] : [64, 128, 256])) {
    say(`\n${describeCase(which)}`);
    const ours = await engineBenchmarks(which, { tensorflow: tensorflow === null, native: native === null });
    const theirs = peers.flatMap((peer) => peer.benchmarks(which));
    const roofline = rooflineBenchmarks(which);
    const alone = roofline === null
      ? []
      : [roofline.most, roofline.inCache].filter((one) => one !== undefined);
    // what stands alone comes before ours in a round, so that a share is of neighbours
    const measured = await runBenchmarks([...alone, ...ours, ...theirs], which.steps * which.lanes, effort);
    const [most, inCache] = measured.slice(0, alone.length);
    const measurements = measured.slice(alone.length);
    for (const engine of ours) {
      if (!engine.backend.includes("threads")) backends.add(engine.backend);
      engine.dispose();
    }
    const result: CaseResult = {
      case: which,
      unit: "samples/s",
      measurements,
      roofline: roofline === null ? undefined : { ...roofline, most, inCache },
    };
    resultLines(result).forEach((line) => say(line));
    results.push(result);
    const versions = { ...here.versions, ...peerVersions, backends: [...backends].join(" and ") };
    write(filesOf({ ...here, versions, effort, results }));
  }
  for (const peer of peers) await peer.stop();
}

function filesOf(record: BenchmarkRecord): Readonly<Record<string, string>> {
  const figures = (["online", "windows"] as const).flatMap((regime) => {
    const figure = ratioFigure(record, regime);
    return figure === null ? [] : [[`${regime}.svg`, figure] as const];
  });
  return {
    "benchmark.json": `${JSON.stringify(record, null, 2)}\n`,
    "table.md": benchmarkTable(record),
    ...Object.fromEntries(figures),
  };
}

/** Every rate, and every ratio to a peer. */
function resultLines({ measurements }: CaseResult): readonly string[] {
  const rates = measurements.map(({ name, median, low, high }) => {
    const [m, l, h] = [median, low, high].map(formatRate);
    return `  ${name.padEnd(40)} ${m.padStart(10)} samples/s (${l} to ${h})`;
  });
  const ratios = speedRatios(measurements).map(({ ours, theirs, median, low, high }) => {
    const [m, l, h] = [median, low, high].map((ratio) => ratio.toPrecision(3));
    return `  ${ours} is ${m} times ${theirs} (${l} to ${h})`;
  });
  return [...rates, ...ratios];
}
