import { followsTheRate, steadyPoints } from "../../excursions.ts";
import { kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { lossNames, lowest, scaleFree, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { atLine, clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("leaps-and-recovers");

export const leapsAndRecovers: Rule = {
  name: "leaps-and-recovers",
  watches: "training loss",
  predicate:
    `at least ${LIMITS.leaps} times the loss leaps by over ${formatPercent(LIMITS.ofGain)} of its gain ` +
    "(of the logarithm), each time about as far, and recovers, and ends no lower than before the first leap; " +
    `or ${LIMITS.anew} times it gives back ${
      formatPercent(LIMITS.givenBack)
    } of its gain at the last entry before the rate is raised ${LIMITS.raised} times`,
  remedy:
    "Was it resumed there? Then restore optimiser, schedule (no warm-up anew) and random numbers with the weights. If not, these are spikes: a third of the rate, gradients clipped at norm 1, and look at the rows that recur there.",
  source: "PyTorch, saving and loading a general checkpoint for inference and/or resuming training",
  readsSeries: true,
  settles: "all shapes",
  check,
};

/** A rise without a fall between: from the entry before it to its top. */
interface Rise {
  readonly from: number;
  readonly top: number;
  readonly height: number;
}

/**
 * The training loss leaps several times, each time about as far (the others of its rises are small beside), comes back, and
 * nothing is gained since the first leap. A leap that the learning rate was raised for is none.
 */
function check({ history }: Observation): Outcome {
  const { at, values } = steadyPoints(history);
  if (kindOf(history) !== "supervised") return doesNotApply();
  const anew = leapsBeforeTheRate(history);
  if (anew.length >= LIMITS.anew) return otherRows(history, anew);
  if (values.length < LIMITS.fewest) {
    return notTested(`It takes ${LIMITS.fewest} finite training losses.`);
  }
  const scaled = scaleFree(values), rises = risesOf(scaled);
  const typical = rises.map(({ height }) => height).toSorted((a, b) => b - a)[LIMITS.leaps - 1] ?? 0;
  const leaps = rises.filter(({ height }) => height >= LIMITS.alike * typical);
  const others = rises.filter(({ height }) => height < LIMITS.alike * typical);
  const ends = leaps.map((_, i) => leaps[i + 1]?.from ?? scaled.length - 1);
  const [first] = leaps;
  if (leaps.length < LIMITS.leaps || first.from === 0) return clear();
  const before = lowest(scaled.slice(0, first.from + 1)), gained = scaled[0] - before;
  const stand = others.every(({ height }) => height < LIMITS.others * typical) &&
    leaps.every(({ height }) => height * LIMITS.alike <= typical && height > LIMITS.ofGain * gained);
  // where the run ends on a leap nobody knows whether it comes back
  const recover = leaps.every(({ from, top, height }, i) =>
    i === leaps.length - 1 && ends[i] - top < top - from + 1 ||
    lowest(scaled.slice(top, ends[i] + 1)) - scaled[from] < LIMITS.left * height
  );
  const progress = before - lowest(scaled.slice(first.top));
  const isMeant = () => leaps.some(({ from }) => followsTheRate(history, at[from + 1]));
  if (!(stand && recover && progress < LIMITS.progress * gained) || isMeant()) return clear();
  const places = leaps.map(({ top }) => at[top]);
  return found(
    "warning",
    `The ${lossNames(history).running} leaps ${leaps.length} times (${unitOf(history)}s ${
      places.slice(0, 6).join(", ")
    }${places.length > 6 ? ", ..." : ""}), as from ${formatNumber(values[first.from])} to ${
      formatNumber(values[first.top])
    }, and recovers to where it was, no further: as after resumes that restore the weights alone, or as at too high a rate`,
    { at: places, leaps: leaps.length, before: values[first.from], top: values[first.top] },
    [speaksFor("program", 1), speaksFor("learning rate", 1)],
  );
}

/** Each rise without a fall in it. */
function risesOf(scaled: readonly number[]): readonly Rise[] {
  const rises: Rise[] = [];
  for (let i = 1; i < scaled.length; i++) {
    if (!(scaled[i] > scaled[i - 1])) continue;
    const from = i - 1;
    while (i + 1 < scaled.length && scaled[i + 1] > scaled[i]) i++;
    rises.push({ from, top: i, height: scaled[i] - scaled[from] });
  }
  return rises;
}

/**
 * Entries at which the loss gives back half of its gain or more and the rate is at its lowest, to be raised at the next one: a schedule
 * begins anew, and no update of it was done yet.
 */
function leapsBeforeTheRate({ trainLoss, learningRate = [] }: History): readonly number[] {
  const first = trainLoss.find((loss) => loss !== null && Number.isFinite(loss)) ?? NaN;
  const rateAt = (i: number) => learningRate[i] ?? NaN, lossAt = (i: number) => trainLoss[i] ?? NaN;
  const leaps: number[] = [];
  for (let i = 1; i + 1 < learningRate.length; i++) {
    const isBegun = rateAt(i) <= rateAt(i - 1) && rateAt(i + 1) > LIMITS.raised * rateAt(i - 1);
    const half = LIMITS.givenBack * (first - lossAt(i - 1));
    const isGivenBack = half > 0 && Math.min(lossAt(i), lossAt(i + 1)) - lossAt(i - 1) > half;
    if (isBegun && isGivenBack) leaps.push(i);
  }
  return leaps;
}

function otherRows(
  { at = [], trainLoss, gradientNorm = [], unit }: History,
  leaps: readonly number[],
): Outcome {
  const places = leaps.map((i) => at[i]), [first] = leaps;
  const lost = gradientNorm.filter((norm) => norm !== null && !Number.isFinite(norm)).length;
  const outcome = found(
    "warning",
    `The loss leaps where the schedule of the rate begins anew, before an update was done: ${
      formatNumber(trainLoss[first - 1]!)
    } -> ${formatNumber(trainLoss[first]!)} at ${unit} ${places[0]}${
      places.length > 1
        ? ` (${places.length} times: ${places.slice(0, 6).join(", ")}${places.length > 6 ? ", ..." : ""})`
        : ""
    }${lost === 0 ? "" : `; the gradient norm is not finite at ${lost} of its entries`}`,
    { at: places, leaps: leaps.length, before: trainLoss[first - 1], top: trainLoss[first] },
    [speaksFor("program", 2)],
  );
  return atLine(outcome, SEGMENTS);
}

const SEGMENTS =
  "Take each stretch for a run of its own: are its rows others, were all weights loaded (adapters and heads too)? Resume with the state of optimiser and schedule, hold rows out, and judge the last stretch by them.";
