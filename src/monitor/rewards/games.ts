/**
 * Players of games: how often they win, or how highly they are rated, and whether that can tell what they learn.
 *
 * @module
 */
import { mean, standardDeviation } from "simple-statistics";
import { finite, seriesOf } from "../logged.ts";
import type { History, LoggedSeries } from "../records.ts";
import { isOfOneSide, wordsOf } from "../readers/classify.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("games");

/** What is logged of play against oneself: a rating (Elo 1978) among one's own snapshots, or who is played. */
const OF_ITSELF = /self_?play|(^|_)(elo|opponents?|league|snapshots?)(_|$)/;
const RATED = /(^|_)elo(_rating)?(_|$)/;
const WON = /(^|_)(win_?(rate|ratio|share|pct)?|wins|winning_rate)(_|$)/;

/** Whether the player meets itself, as far as names tell. */
export function isSelfPlay({ series = [], leftOut = [] }: History): boolean {
  const names = [...series.map(({ name }) => name), ...leftOut];
  return names.some((name) => OF_ITSELF.test(wordsOf(name).join("_")) || isOfOneSide(name));
}

/** Whether a series counts games that were won. */
export function isOfWins(name: string): boolean {
  return WON.test(wordsOf(name.replace(/^Win(?=[A-Z])/, "win_")).join("_"));
}

/** Whether a series tells how games went: what was won, or the rating that follows from it. */
export function isOfGames(name: string): boolean {
  return isOfWins(name) || RATED.test(wordsOf(name).join("_"));
}

/** A rating, or a share of games won, that is logged as a metric beside what a policy is trained on. */
export function ratingOf(history: History): LoggedSeries | undefined {
  const metrics = seriesOf(history, "metric").filter(({ values }) => finite(values).length >= LIMITS.fewest);
  const named = (pattern: RegExp) => metrics.find(({ name }) => pattern.test(wordsOf(name).join("_")));
  return named(RATED) ?? named(WON);
}

/** Whether rewards lie about 0 in each third of a run: what one side of such a game gains the other loses. */
export function isZeroSum(values: readonly number[]): boolean {
  const known = finite(values), third = Math.floor(known.length / 3);
  if (third < LIMITS.third) return false;
  const spread = standardDeviation(known as number[]),
    about0 = Math.min(LIMITS.about0, LIMITS.errors / Math.sqrt(third));
  return spread > 0 &&
    [0, 1, 2].every((i) =>
      Math.abs(mean(known.slice(i * third, (i + 1) * third) as number[])) < about0 * spread
    );
}

/** Whether shares of games won lie about one half in each third: as between equals. */
export function isEven(values: readonly number[]): boolean {
  const known = finite(values), third = Math.floor(known.length / 3);
  if (third < 1 || known.some((value) => value < 0 || value > 1)) return false;
  return [0, 1, 2].every((i) =>
    Math.abs(mean(known.slice(i * third, (i + 1) * third) as number[]) - 1 / 2) < LIMITS.aboutHalf
  );
}
