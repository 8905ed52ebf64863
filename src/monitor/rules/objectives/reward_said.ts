/**
 * What is said of the course of a reward.
 *
 * @module
 */

/** What is said of a course: in the headline, in full, what to do, and whether it is an alarm. */
export interface Said {
  readonly called: string;
  readonly title: string;
  readonly remedy: string;
  readonly isAlarm?: true;
  readonly since?: number;
  /** Share of the rewards at the upper of two levels. */
  readonly share?: number | undefined;
}
