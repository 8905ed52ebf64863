/** What is measured: every regime at every size. */

/** One regime at one size. */
export interface Case {
  readonly regime: "online" | "windows";
  /** Steps of one update, T. */
  readonly steps: number;
  /** B */
  readonly lanes: number;
  /** H */
  readonly units: number;
}

const WINDOWS = [{ steps: 100, lanes: 4 }, { steps: 1000, lanes: 44 }];

/** All cases, for the given sizes of the hidden layer. */
export function benchmarkCases(sizes: readonly number[]): Case[] {
  return [
    ...sizes.map((units): Case => ({ regime: "online", steps: 1, lanes: 1, units })),
    ...WINDOWS.flatMap((window) => sizes.map((units): Case => ({ regime: "windows", ...window, units }))),
  ];
}

/** The case in words. */
export function describeCase({ regime, steps, lanes, units }: Case): string {
  return regime === "online"
    ? `online, ${units} units`
    : `windows, T = ${steps}, B = ${lanes}, ${units} units`;
}
