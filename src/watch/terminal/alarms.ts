/**
 * Which alarms of a run in training are news.
 *
 * @module
 */
import { type Finding, SEVERITIES } from "../../monitor/mod.ts";

/** Seconds for which an alarm that came, went and came back is not told again. */
export const COOL_DOWN = 600;

/** What was told of a rule, and whether it has been quiet since. */
interface Told {
  readonly severity: number;
  readonly at: number;
  hasCleared: boolean;
}

/**
 * Tells each alarm once: again only when it has got worse, or has been gone and comes back after the cool-down.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const news = newsOf(600);
 * const alarm = { rule: "divergence", severity: "warning", title: "", facts: {}, remedy: "", bearings: [] } as const;
 * assertEquals([news([alarm], 0).length, news([alarm], 1).length, news([], 2).length, news([alarm], 3).length], [1, 0, 0, 0]);
 * assertEquals(news([{ ...alarm, severity: "critical" }], 4).length, 1);
 * ```
 */
export function newsOf(
  coolDown = COOL_DOWN,
): (findings: readonly Finding[], now: number) => readonly Finding[] {
  const told = new Map<string, Told>();
  return (findings, now) => {
    const alarms = findings.filter(({ severity }) => severity !== "info");
    for (const [rule, known] of told) {
      if (!alarms.some((alarm) => alarm.rule === rule)) known.hasCleared = true;
    }
    const fresh = alarms.filter(({ rule, severity }) => {
      const known = told.get(rule);
      if (known === undefined) return true;
      const isWorse = SEVERITIES.indexOf(severity) < known.severity;
      return isWorse || known.hasCleared && now - known.at >= coolDown;
    });
    for (const { rule, severity } of fresh) {
      told.set(rule, { severity: SEVERITIES.indexOf(severity), at: now, hasCleared: false });
    }
    return fresh;
  };
}
