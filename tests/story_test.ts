/**
 * What the README and the notebooks say in words, held against the records: each sentence is there, and what it says is so.
 * Who changes a record or a sentence is told here.
 */
import { assert } from "@std/assert";
import { median } from "simple-statistics";
import { TARGET } from "../src/evaluation/mod.ts";
import { readRunRecord } from "../src/run/record.ts";
import { readAblationRecord } from "../src/studies/ablations/study.ts";
import { KEEPS_TIME } from "../src/studies/clock/show.ts";
import { readBeyondRecord } from "../src/studies/beyond/study.ts";
import { testMseOf } from "../src/studies/capacity/show.ts";
import { readCapacityRecord } from "../src/studies/capacity/study.ts";
import { readClockRecord } from "../src/studies/clock/study.ts";
import { readCurriculumRecord } from "../src/studies/curriculum/study.ts";
import { readLimitRecord } from "../src/studies/limit/study.ts";
import { readNoiseRecord } from "../src/studies/noise/study.ts";
import { readPlanRecord } from "../src/studies/plan/study.ts";
import { readSeedRecord } from "../src/studies/seeds/study.ts";

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";

/** A sentence of a document, and whether the records bear it out. */
interface Claim {
  readonly document: string;
  readonly sentence: string;
  readonly holds: () => boolean;
}

const capacity = (way: string, noise?: string) =>
  readCapacityRecord().results
    .filter((result) => result.way === way && (noise === undefined || result.noise === noise))
    .toSorted((a, b) => a.hiddenSize - b.hiddenSize)
    .map(({ testMse }) => testMse);
/** By size, from the smallest on. */
const medians = (way: string, noise: string) =>
  [32, 64, 128, 256].map((hiddenSize) => testMseOf(readCapacityRecord().results, { way, noise, hiddenSize }));
const curriculumMedians = () => [...LISTENING, "literal"].flatMap((noise) => medians("curriculum", noise));
const seeds = () => readSeedRecord().results;
const curriculum = () => readCurriculumRecord();
const beyond = (noise: string, condition: string) =>
  readBeyondRecord().summary.find((row) => row.noise === noise && row.condition === condition)!;
const arms = (...names: readonly string[]) =>
  readAblationRecord().summary.filter(({ arm }) => names.includes(arm));
const ordersEndAtZero = () => {
  const { summary } = readPlanRecord();
  return summary.length === 3 && summary.every(({ testMse }) => testMse.min >= 0.5);
};
const filter = (name: string, noise: string) =>
  readLimitRecord().summary.find((row) => row.filter === name && row.noise === noise)!;
const patientIsWithinThree = () =>
  LISTENING.every((noise) => filter("patient curriculum", noise).timesLimit.every((times) => times <= 3));
const clock = (name: string) => readClockRecord().summary.find((row) => row.clock === name)!;
const onlyPatientClocksKeepTime = () =>
  clock("patient curriculum").lastTenSecondsMse.every((mse) => mse < KEEPS_TIME) &&
  clock("curriculum").lastTenSecondsMse.every((mse) => mse >= KEEPS_TIME);
const oneStartTradesLateStarts = () =>
  arms("one start").every(({ noise, testMse, lateStartMse }) => {
    const four = arms("the curriculum").find((row) => row.noise === noise)!;
    return testMse.median < four.testMse.median && lateStartMse.max > four.lateStartMse.max;
  });
const swept = (learner: string) => readNoiseRecord().summary.filter((row) => row.learner === learner);
const result = (run: string) => readRunRecord(`models/${run}`).result!;

/** As near to always answering zero as two recordings are to each other. */
const likeZero = (mse: number) => mse > 0.495;
/** Far from the target. */
const farOff = (mse: number) => mse > 5 * TARGET;
const README = "README.md";
const WHAT_WORKS = "notebooks/05_what_works.ipynb";
const LISTENING = ["softened", "quarter"];

const CLAIMS: readonly Claim[] = [
  {
    document: README,
    sentence: "What its decision tree orders next, 150 epochs or 256 units, ends there too",
    holds: ordersEndAtZero,
  },
  {
    document: "notebooks/04_retrain_128.ipynb",
    sentence: "Whatever is ordered and from whichever seed, frozen it does no better than answering zero.",
    holds: ordersEndAtZero,
  },
  {
    document: README,
    sentence: "The monitored network learnt nothing, and 128 units do no better.",
    holds: () => ["baseline-64", "retrain-128"].every((run) => likeZero(result(run).testMse)),
  },
  {
    document: README,
    sentence: "whichever is taken, its test MSE is no better than answering zero",
    holds: () => seeds().length === 12 && seeds().every(({ testMse }) => testMse >= 0.5),
  },
  {
    document: README,
    sentence:
      "Where S tells something, training one row an update learns something and misses the target with every size",
    holds: () =>
      LISTENING.every((noise) => capacity("online", noise).every((mse) => mse < 0.45 && farOff(mse))),
  },
  {
    document: README,
    sentence: "on `literal` noise it learns nothing with any.",
    holds: () => capacity("online", "literal").every(likeZero),
  },
  {
    document: README,
    sentence: "Back-propagation through windows at 1000 Hz alone does not reach the target with any size.",
    holds: () => capacity("windows").every(farOff),
  },
  {
    document: README,
    sentence: "The curriculum's median is below it with all four, and so are 35 of its 36 networks.",
    holds: () => {
      const networks = capacity("curriculum");
      return curriculumMedians().every((mse) => mse < TARGET) && networks.length === 36 &&
        networks.filter((mse) => mse < TARGET).length === 35;
    },
  },
  {
    document: README,
    sentence: "it recovers from the late start and fails in silence",
    holds: () =>
      LISTENING.every((noise) => {
        const { lateStart, silence } = curriculum().summary[noise];
        return lateStart.max < TARGET && silence.min > 0.5;
      }),
  },
  {
    document: README,
    sentence: "silence hardly matters to it, and a late start leaves it wrong for ever",
    holds: () => {
      const { lateStart, silence } = curriculum().summary.literal;
      return silence.max < TARGET && lateStart.min > 0.5;
    },
  },
  {
    document: README,
    sentence: "the clock rises above 0.01 again before it settles",
    holds: () => {
      const { curve } = curriculum().results.find(({ noise }) => noise === "literal")!;
      const first = curve.findIndex(({ mse }) => mse < TARGET);
      return curve.slice(first).some(({ mse }) => mse > TARGET) && curve[curve.length - 1].mse < TARGET;
    },
  },
  {
    document: README,
    sentence:
      "With its biases left alone, with L = 1 in every stage, or at 1000 Hz alone it does not reach the target.",
    holds: () =>
      arms("biases left alone", "L = 1 in every stage", "1000 Hz alone").every(({ testMse }) =>
        testMse.min > TARGET
      ),
  },
  {
    document: README,
    sentence:
      "One start for all lanes, with more updates on as many samples, has the lower median as trained",
    holds: oneStartTradesLateStarts,
  },
  {
    document: WHAT_WORKS,
    sentence:
      "As trained its median is the lower one; begun late its worst seed is worse than the worst of four starts.",
    holds: oneStartTradesLateStarts,
  },
  {
    document: README,
    sentence: "median of five seeds, a quarter of the training",
    holds: () => readAblationRecord().summary.every(({ testMse: { all } }) => all.length === 5),
  },
  {
    document: WHAT_WORKS,
    sentence:
      "on `softened` and `quarter` noise the target is missed and on `literal` noise hardly anything is left",
    holds: () =>
      arms("biases left alone").every(({ noise, testMse }) =>
        testMse.min > (noise === "literal" ? 0.35 : TARGET)
      ),
  },
  {
    document: WHAT_WORKS,
    sentence: "the error stays near what the present sample alone leaves",
    holds: () =>
      arms("L = 1 in every stage").every(({ noise, testMse }) =>
        testMse.min > 0.7 * result(`curriculum-64-${noise}`).baselines.memoryless
      ),
  },
  {
    document: WHAT_WORKS,
    sentence: "The filter meets the target up to half the circle, on time and begun late.",
    holds: () =>
      swept("filter curriculum").every(({ phaseRange, mse, lateStartMse }) =>
        phaseRange > 3.2 ? mse > TARGET : Math.max(mse, lateStartMse) < TARGET
      ),
  },
  {
    document: WHAT_WORKS,
    sentence: "which meets it at every width as long as the recording begins on time",
    holds: () =>
      swept("clock curriculum").every(({ mse, lateStartMse }) => mse < TARGET && lateStartMse > TARGET),
  },
  {
    document: WHAT_WORKS,
    sentence: "Neither one row an update nor windows at 1000 Hz come near it at any width.",
    holds: () => ["online", "windows"].every((learner) => swept(learner).every(({ mse }) => farOff(mse))),
  },
  {
    document: WHAT_WORKS,
    sentence: "Both changes bring the error down on both presets.",
    holds: () =>
      LISTENING.every((noise) => {
        const [before, cut, patient] = ["curriculum", "gradients of one length", "patient curriculum"].map((
          name,
        ) => filter(name, noise).mse);
        return Math.max(...cut) < Math.min(...before) && Math.max(...patient) < Math.min(...cut);
      }),
  },
  {
    document: README,
    sentence: "From every seed it ends within three times the limit.",
    holds: patientIsWithinThree,
  },
  {
    document: WHAT_WORKS,
    sentence: "From every seed the patient filter ends within three times the limit",
    holds: patientIsWithinThree,
  },
  {
    document: README,
    sentence: "After a minute the clock of every seed is below 0.0001, and none of the curriculum's is.",
    holds: onlyPatientClocksKeepTime,
  },
  {
    document: WHAT_WORKS,
    sentence:
      "From every seed the patient clock is below 0.0001 in the last ten seconds, and no clock of the curriculum is",
    holds: onlyPatientClocksKeepTime,
  },
  {
    document: WHAT_WORKS,
    sentence: "The clock that is written down is the better one at first and drifts a little",
    holds: () => {
      const [written, patient] = ["written down", "patient curriculum"].map(clock);
      return written.firstTenSecondsMse[0] < Math.min(...patient.firstTenSecondsMse) &&
        written.lastTenSecondsMse[0] > Math.max(...patient.lastTenSecondsMse);
    },
  },
  {
    document: WHAT_WORKS,
    sentence: "The median of its seeds is no higher there than in the first ten",
    holds: () => {
      const { firstTenSecondsMse, lastTenSecondsMse } = clock("patient curriculum");
      return median([...lastTenSecondsMse]) <= median([...firstTenSecondsMse]);
    },
  },
  {
    document: WHAT_WORKS,
    sentence: "In the last three seconds it stands further above the optimal filter than from 1 s on",
    holds: () =>
      LISTENING.every((noise) => {
        const [limit, patient] = ["optimal filter", "patient curriculum"].map((name) => filter(name, noise));
        return median([...patient.lateMse]) / limit.lateMse[0] > median([...patient.timesLimit]);
      }),
  },
  {
    document: "notebooks/04_retrain_128.ipynb",
    sentence: "The forecast was an error twenty to thirty times smaller than what came.",
    holds: () =>
      Math.round(result("retrain-128").testMse / 0.025) === 20 &&
      Math.floor(result("retrain-128").testMse / 0.015 / 10) === 3,
  },
  {
    document: WHAT_WORKS,
    sentence: "size helps the curriculum: its median falls from the smallest network to the largest",
    holds: () =>
      LISTENING.every((noise) => {
        const errors = medians("curriculum", noise);
        return errors[errors.length - 1] < errors[0];
      }),
  },
  {
    document: WHAT_WORKS,
    sentence: "size does nothing at all for either way that starts at 1000 Hz",
    holds: () => ["online", "windows"].every((way) => capacity(way, "literal").every(likeZero)),
  },
  {
    document: WHAT_WORKS,
    sentence:
      "The curriculum's median is below it at every size, down to half the units that were declared too few.",
    holds: () => curriculumMedians().every((mse) => mse < TARGET),
  },
  {
    document: WHAT_WORKS,
    sentence: "One of its networks, a clock of 256 units, is not yet there after this third of the training.",
    holds: () => {
      const missed = readCapacityRecord().results.filter(({ way, testMse }) =>
        way === "curriculum" && testMse > TARGET
      );
      return missed.length === 1 && missed[0].noise === "literal" && missed[0].hiddenSize === 256;
    },
  },
  {
    document: WHAT_WORKS,
    sentence: "On `quarter` noise the median of every size is below any function of the last row alone",
    holds: () =>
      medians("online", "quarter").every((mse) => mse < result("curriculum-64-quarter").baselines.memoryless),
  },
  {
    document: "reports/beyond/table.md",
    sentence: "a clock needs no samples, so `literal` has no such limit",
    holds: () => beyond("literal", "as trained").mse < beyond("literal", "as trained").limitMse!,
  },
];

/** The document in one line: prose breaks anywhere, and a notebook is JSON. */
function textOf(document: string): string {
  const text = Deno.readTextFileSync(document);
  if (!document.endsWith(".ipynb")) return text.replace(/\s+/g, " ");
  const { cells } = JSON.parse(text) as { readonly cells: readonly { readonly source: readonly string[] }[] };
  return cells.map(({ source }) => source.join("")).join("\n").replace(/\s+/g, " ");
}

for (const { document, sentence, holds } of CLAIMS) {
  Deno.test({
    name: `${document}: "${sentence}"${ignore ? " (needs --allow-read)" : ""}`,
    ignore,
    fn: () => {
      assert(
        textOf(document).includes(sentence),
        `${document} does not say so any more: change this test with it`,
      );
      assert(holds(), "the records say otherwise");
    },
  });
}
