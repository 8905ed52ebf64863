/**
 * A threshold stands in one place: its rule takes it from there, and says it in its description.
 */
import { assert, assertEquals } from "@std/assert";
import { RULES } from "../../src/monitor/mod.ts";
import { limitsOf, THRESHOLDS } from "../../src/monitor/thresholds.ts";
import { ADVICE_THRESHOLDS } from "../../src/monitor/thresholds_of_advice.ts";
import { READING_THRESHOLDS } from "../../src/monitor/thresholds_of_reading.ts";

const RULES_FOLDER = new URL("../../src/monitor/rules/", import.meta.url);
/** Where a rule's file is not called like the rule; what several rules share, and the advice. */
const FILES: Readonly<Record<string, string>> = {
  "early-stopping-due": "early_stopping",
  "recorded-run": "../program",
  "measured-run": "outcome",
  "guessing": "../guessing",
  "pace": "../pace",
  "refuted": "../refuted",
  "rising-term": "../rising_term",
  "excursion": "../excursions",
  "few-rows": "../few_rows",
  "collapse": "../collapse",
  "cycles": "../cycles",
  "reward-course": "../reward_course",
  "running-mean": "../running_mean",
  "two-levels": "../two_levels",
  "games": "../games",
  "answers-stand": "../answers_stand",
  "lost-numbers": "../lost_numbers",
  "gains-no-more": "../gains_no_more",
  "adversaries": "balance",
  "measured-terms": "../measured_terms",
  ...Object.fromEntries(
    Object.keys(READING_THRESHOLDS).map((name) => [name, `../readers/${name.replaceAll("-", "_")}`]),
  ),
  ...Object.fromEntries(
    Object.keys(ADVICE_THRESHOLDS).map((name) => [name, `../../report/${name.replaceAll("-", "_")}`]),
  ),
};

/** Files that hold parts of what is called so. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "chance-level": ["one_answer"],
  "oscillation": ["erratic_validation", "jumps", "late_swings", "not_made_good"],
  "non-finite-loss": ["non_finite_passing", "non_finite_remedies"],
  "not-shuffled": ["one_order"],
  "suspiciously-good": ["text_foreseen"],
  "overfitting": ["held_out_rise", "overfitting_by_one"],
  "reward-course": ["../reward_state", "../reward_end"],
  "loss-is-no-error": [
    "harder",
    "adversarial",
    "diffusion",
    "imitation",
    "reward_beside",
    "reward_missing",
    "reward_ways",
    "rewarded",
  ],
  "measured-terms": ["adversarial"],
  "adversaries": ["loss_is_no_error", "distance"],
  "checkpoint-advice": ["by_loss_and_metric", "nothing_worth_keeping"].map((name) => `../../report/${name}`),
  "quiet-course": [
    "at_its_limit",
    "course_remarks",
    "course_shape",
    "course_signs",
    "course_words",
    "held_out_course",
    "loss_beside",
    "more_training",
  ].map((name) => `../../report/${name}`),
};

Deno.test("thresholds: each belongs to a rule or to the advice, and says what it limits", () => {
  const shared = [
    "back-from-far",
    "recorded-run",
    "measured-run",
    "guessing",
    "pace",
    "refuted",
    "answers-stand",
    "lost-numbers",
    "gains-no-more",
    "adversaries",
    "measured-terms",
    "rising-term",
    "excursion",
    "few-rows",
    "collapse",
    "cycles",
    "reward-course",
    "running-mean",
    "two-levels",
    "games",
    ...Object.keys(READING_THRESHOLDS),
    ...Object.keys(ADVICE_THRESHOLDS),
  ];
  const known = [...RULES.map(({ name }) => name), ...shared];
  for (const [rule, own] of Object.entries(THRESHOLDS)) {
    assert(known.includes(rule), rule);
    for (const [value, meaning] of Object.values(own)) {
      assert(Number.isFinite(value) && meaning.length > 3, `${rule}: ${meaning}`);
    }
  }
});

Deno.test("thresholds: a rule's numbers are those of the file", () => {
  assertEquals(limitsOf("clipping-always-on"), { share: 0.9 });
});

for (const [rule, own] of Object.entries(THRESHOLDS)) {
  Deno.test(`thresholds: ${rule} uses all of its own`, async () => {
    const files = [FILES[rule] ?? rule.replaceAll("-", "_"), ...PARTS[rule] ?? []];
    const texts = await Promise.all(
      files.map((file) => Deno.readTextFile(new URL(`${file}.ts`, RULES_FOLDER))),
    );
    const text = texts.join("\n");
    assertEquals(Object.keys(own).filter((name) => !text.includes(`LIMITS.${name}`)), []);
  });
}
