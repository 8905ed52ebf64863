/**
 * What the names mean that tools give to what they log.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { leadingMetric } from "../../../src/monitor/logged.ts";
import { kindOf } from "../../../src/monitor/kind.ts";
import { isNoError, isUnjudged, meaningOf } from "../../../src/monitor/readers/classify.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";
import { range } from "../shapes.ts";

const roleOf = (name: string) => meaningOf(name)?.role;
const read = (text: string) => readHistory(new TextEncoder().encode(text));

Deno.test("roles: the return of an episode is a reward, whichever way a tool shortens it; its spread is none", () => {
  for (
    const name of ["AverageEpRet", "AverageTestEpRet", "eprewmean", "ep_rew_mean", "Test_Return", "EpRewMean"]
  ) {
    assertEquals(roleOf(name), "reward", name);
  }
  for (
    const name of ["StdEpRet", "MaxEpRet", "MinTestEpRet", "std_reward", "std(utility)", "eval/std_return"]
  ) assertEquals(roleOf(name), undefined, name);
});

Deno.test("roles: what tells of the run's state is read, and is better in no direction", () => {
  for (
    const name of ["completions/clipped_ratio", "completions/mean_length", "completion_length", "approxkl"]
      .concat(
        "train/approx_kl",
        "clipfrac",
        "ClipFrac",
        "train/clip_fraction",
        "rollout/ep_len_mean",
        "EpLen",
      )
      .concat("eplenmean", "policy_entropy", "Entropy", "AverageVVals", "AverageQ1Vals", "explained_variance")
  ) {
    assertEquals(roleOf(name), "reading", name);
    assertEquals(meaningOf(name)?.better, undefined, name);
  }
});

Deno.test("roles: the best so far can only get better and is no course; a generation's best is one", () => {
  for (const name of ["best_validation_loss", "best_epoch", "val/best_acc"]) {
    assertEquals(roleOf(name), undefined, name);
  }
  for (const name of ["best_fitness", "Top Fitness", "fitness/best"]) {
    assertEquals(roleOf(name), "reward", name);
  }
});

Deno.test("roles: a rate of what came out right is a metric, that of errors one to keep low", () => {
  for (const name of ["ValReconstructRate", "val_recovery_rate", "val/hit_rate"]) {
    assertEquals(meaningOf(name), { role: "metric", split: "validation", better: "higher" }, name);
  }
  assertEquals(meaningOf("val_error_rate")?.better, "lower");
  assertEquals(roleOf("learning_rate"), "learning rate");
});

Deno.test("roles: the weight of a term is no term", () => {
  for (const name of ["lambda_l1", "lambda_l2", "weight_decay"]) assertEquals(roleOf(name), undefined, name);
});

Deno.test("roles: the losses of a generator and a discriminator in every abbreviation measure no error", () => {
  for (
    const name of [
      "Gen Loss",
      "Disc Loss",
      "D_loss",
      "lossG",
      "netG",
      "netD",
      "errD",
      "D_A",
      "G_B",
      "G_GAN",
      "D_real",
    ]
  ) {
    assertEquals([roleOf(name), isNoError(name)].join(), "loss term,true", name);
  }
  for (const name of ["loss", "val_loss", "box_loss", "dice_loss"]) {
    assertEquals(isNoError(name), false, name);
  }
  assertEquals(kindOf(read("epoch,Gen Loss,Disc Loss\n1,0.8,1.3\n2,0.9,1.1\n3,1.1,0.9\n")), "adversarial");
});

Deno.test("roles: a rate with its value is the name of a run, with a number the rate of a group", () => {
  for (const name of ["learning_rate_0.01", "lr_1e-3"]) assertEquals(roleOf(name), undefined, name);
  for (const name of ["lr/pg0", "lr_1", "learning_rate"]) assertEquals(roleOf(name), "learning rate", name);
});

Deno.test("roles: of a YOLOv10's two heads the one that predicts is judged by the sum of its terms", () => {
  const terms = ["box_om", "cls_om", "dfl_om", "box_oo", "cls_oo", "dfl_oo"];
  const names = ["train", "val"].flatMap((set) => terms.map((term) => `${set}/${term}`));
  const of = (row: number, term: number) =>
    (term < 3 ? 50 : 1) * (1 + term) / (row + 1) + 0.01 * (row % (term + 2));
  const rows = range(8).map((row) => [row + 1, ...names.map((_, i) => of(row, i % 6))].join());
  const history = read(
    [["epoch", ...names, "metrics/mAP50(B)"].join(), ...rows.map((row) => `${row},0.5`)].join("\n"),
  );
  const sum = range(8).map((row) => [3, 4, 5].reduce((all, term) => all + of(row, term), 0));
  assertEquals(history.trainLoss, sum);
  assertEquals(history.heldOutLoss, sum);
});

Deno.test("roles: the rate of a YOLO is that of its weights, whichever group its version has the biases in", () => {
  const weights = [0.003, 0.006, 0.008], biases = [0.07, 0.04, 0.008];
  for (const prefix of ["lr/pg", "x/lr"]) {
    for (const groups of [[biases, weights, weights], [weights, weights, biases]]) {
      const names = groups.map((_, i) => `${prefix}${i}`);
      const rows = weights.map((_, i) => [i + 1, 2 - i / 9, ...groups.map((rates) => rates[i])].join());
      const history = read([["epoch", "train/box_loss", ...names].join(), ...rows].join("\n"));
      assertEquals(history.learningRate, weights);
    }
  }
  assertEquals(read("epoch,loss,lr/pg0\n1,2,0.1\n2,1,0.2\n").learningRate, [0.1, 0.2]);
});

Deno.test("roles: losses of policies and values are not summed to one", () => {
  const history = read(
    "Epoch\tAverageEpRet\tLossPi\tLossV\tDeltaLossV\n0\t-9\t0.1\t20\t-3\n1\t-7\t0.2\t12\t-2\n",
  );
  assertEquals(history.series?.map(({ name }) => name), ["AverageEpRet", "LossPi", "LossV"]);
});

Deno.test("roles: generations are counted by their name", () => {
  const history = read("Generation,Top Fitness,Mean Fitness\n1,14,2.5\n2,19,3.5\n3,30,6.25\n");
  assertEquals([unitOf(history), history.series?.map(({ role }) => role)], ["generation", [
    "reward",
    "reward",
  ]]);
});

Deno.test("roles: a column without a name, pandas's row numbers, is not told as one that was left out", () => {
  assertEquals(read(",epoch,loss,seed\n0,1,0.9,7\n1,2,0.7,7\n").leftOut, ["seed"]);
});

Deno.test("of a metric of many classes that of all of them leads, wherever it was logged", () => {
  const leading = (...names: readonly string[]) => {
    const table = [
      ["step", "loss", "eval_loss", ...names],
      ...[1, 2, 3].map((i) => [i, 3 / i, 2 / i, ...names.map(() => i / 9)]),
    ];
    return leadingMetric(read(table.map((row) => row.join()).join("\n")), "validation")?.name;
  };
  assertEquals(leading("eval_LOC_f1", "eval_ORG_f1", "eval_overall_f1"), "eval_overall_f1");
  assertEquals(leading("val_f1_class_0", "val_f1_class_1", "val_f1"), "val_f1");
  assertEquals(leading("val_IoU.road", "val_IoU.sky", "val_mIoU"), "val_mIoU");
  assertEquals(leading("val_a_f1", "val_b_f1", "val_c_macro_f1"), "val_c_macro_f1");
  assertEquals(leading("val_accuracy", "val_auc", "val_top1"), "val_accuracy");
});

Deno.test("of a metric of many classes without one of all their mean leads; ranks and sets of rows are no classes", () => {
  const metrics = (names: readonly string[], losses: readonly string[] = ["loss", "val_loss"]) => {
    const columns = ["epoch", ...losses, ...names];
    const rows = [1, 2, 3].map((e) => columns.map((name, i) => name === "epoch" ? e : (e + i) / 20));
    return read([columns, ...rows].map((row) => row.join()).join("\n"));
  };
  const dice = metrics(["val_dice_liver", "val_dice_spleen", "val_dice_kidney"]);
  assertEquals(leadingMetric(dice, "validation")?.name, "mean of 3 val_dice");
  assertEquals(leadingMetric(dice, "validation")?.values.map((v) => v.toFixed(3)), [
    "0.250",
    "0.300",
    "0.350",
  ]);
  const others = [
    metrics(["val_hits@1", "val_hits@3", "val_hits@10"]),
    metrics(["val_acc_top1", "val_acc_top3", "val_acc_top5"]),
    metrics(["val_precision", "val_recall", "val_f1"]),
    metrics(["eval_a_acc", "eval_b_acc", "eval_c_acc"], [
      "loss",
      "eval_a_loss",
      "eval_b_loss",
      "eval_c_loss",
    ]),
    metrics(["val_dice_a", "val_dice_b", "val_dice_c", "val_dice_mean"]),
  ];
  for (const { series = [] } of others) {
    assertEquals(series.filter(({ name }) => name.startsWith("mean of")), []);
  }
});

Deno.test("roles: measures of a field are metrics, each in its direction", () => {
  const better = (names: readonly string[]) =>
    names.map((name) => [name, meaningOf(name)?.role, meaningOf(name)?.better]);
  const higher = [
    "val_HR@10",
    "R@1",
    "pass@1",
    "Rank@1",
    "PCKh@0.5",
    "val_dsc",
    "UAR",
    "val_ccc",
    "PESQ",
    "SI-SDR",
    "c-index",
  ];
  const lower = [
    "MPJPE",
    "PA-MPJPE",
    "val_lpips",
    "HD95",
    "val_hausdorff_distance",
    "EPE",
    "abs_rel",
    "brier_score",
    "ECE",
  ];
  assertEquals(better(higher), higher.map((name) => [name, "metric", "higher"]));
  assertEquals(better(lower), lower.map((name) => [name, "metric", "lower"]));
  // a loss of that measure is one
  assertEquals(meaningOf("train_lpips_loss")?.role, "loss term");
});

Deno.test("roles: TorchMetrics' classes are what they measure, though a logger writes their words together", () => {
  for (
    const name of [
      "val_jac",
      "val_multiclassjaccardindex",
      "val_MulticlassF1Score",
      "valid/BinaryAveragePrecision",
    ]
      .concat("test_multilabelaccuracy", "val_binary_f1_score", "val_MulticlassCohenKappa")
  ) assertEquals(meaningOf(name)?.better, "higher", name);
  const { series = [] } = read("epoch,loss,val_loss,val_multiclassjaccardindex\n1,2,2,0.3\n2,1,1,0.5\n");
  assertEquals(series.find(({ split, role }) => split === "validation" && role === "metric")?.values, [
    0.3,
    0.5,
  ]);
});

Deno.test("roles: phonemes that are wrong are fewer, words that are right and classes weighed alike are more", () => {
  assertEquals(meaningOf("val_per"), { role: "metric", split: "validation", better: "lower" });
  assertEquals(meaningOf("val_wacc"), { role: "metric", split: "validation", better: "higher" });
  assertEquals(meaningOf("validation_bacc"), { role: "metric", split: "validation", better: "higher" });
  // a word of many names
  assertEquals(meaningOf("eval_samples_per_second"), undefined);
  const table = "epoch,loss,val_loss,val_wacc,val_per\n1,2,2,0.3,0.5\n2,1,1,0.5,0.2\n";
  assertEquals(leadingMetric(read(table), "validation")?.name, "val_per");
});

Deno.test("roles: a measure of held-out rows is not judged where nothing tells which way is better", () => {
  for (const name of ["val_quux", "eval/glue_q", "test_zeta"]) assert(isUnjudged(name), name);
  for (const name of ["eval_runtime", "val_loss", "val_f1", "quux", "train_quux", "val", "eval_zeta_min"]) {
    assert(!isUnjudged(name), name);
  }
});

Deno.test("roles: the norm of the gradient, whichever order of it and however the layers' are put together", () => {
  for (
    const name of ["gnorm", "grad_l2_norm", "gradients/global_norm", "grad_total_norm", "norm/grad", "g_norm"]
      .concat("train/gradient_norm", "grad_2.0_norm_total", "grad_inf_norm", "gradient/l2", "total_norm")
  ) assertEquals(roleOf(name), "gradient norm", name);
  // a penalty on it is a term of the loss
  assertEquals(roleOf("gradient_penalty_loss"), "loss term");
  const text = "epoch,loss,grad_norm/layer1,grad_norm/total\n1,2,0.3,0.9\n2,1,0.2,0.8\n";
  assertEquals(read(text).gradientNorm, [0.9, 0.8]);
});

Deno.test("roles: a cross-entropy by its initials is a loss, or a term of one", () => {
  for (const name of ["ce", "train_ce", "val_bce"]) assertMatch(meaningOf(name)?.role ?? "", /^loss/);
  assertEquals(meaningOf("face_count"), undefined);
});

Deno.test("roles: what a field measures has its direction, and no other; of what tells no direction none is given", () => {
  const higher = [
    "elo",
    "win_rate",
    "winrate",
    "bleu",
    "BLEU-4",
    "rouge_l",
    "chrf",
    "meteor",
    "cider",
    "spice",
    "gleu",
  ]
    .concat([
      "comet",
      "bleurt",
      "bertscore_f1",
      "psnr",
      "ssim",
      "ms_ssim",
      "auc",
      "roc_auc",
      "ap",
      "ndcg@10",
      "mrr",
    ])
    .concat([
      "hit@10",
      "recall@5",
      "r2",
      "pearson",
      "spearman",
      "kappa",
      "qwk",
      "mcc",
      "uas",
      "las",
      "g_mean",
      "nmi",
    ]);
  const lower = [
    "wer",
    "cer",
    "ter",
    "per",
    "der",
    "eer",
    "mcd",
    "lpips",
    "fid",
    "results/fid50k_full",
    "kid",
    "kid50k",
    "niqe",
    "brisque",
    "mape",
  ]
    .concat([
      "smape",
      "rmsle",
      "min_dcf",
      "ade",
      "fde",
      "exploitability",
      "nash_conv",
      "regret",
      "cumulative_regret",
    ]);
  const losses = ["rmse", "mae", "nll", "bpc", "bpb", "ppl", "perplexity", "kl", "kl_div"];
  for (const name of higher) assertEquals(meaningOf(name)?.better, "higher", name);
  for (const name of lower) {
    const { role, better } = meaningOf(name) ?? {};
    assertEquals([role, better], ["metric", "lower"], name);
    assertEquals(meaningOf(`val_${name}`), { role: "metric", split: "validation", better: "lower" }, name);
  }
  // what is computed of a snapshot or of a player alone is never trained on
  for (const name of ["results/fid50k_full", "exploitability"]) {
    assertEquals(meaningOf(name)?.split, "validation", name);
  }
  for (const name of losses) {
    assertEquals(meaningOf(name)?.better, "lower", name);
    assertMatch(roleOf(name) ?? "", /^loss/, name);
  }
  for (const name of ["entropy", "explained_variance", "coverage", "ci"]) {
    assertEquals(meaningOf(name)?.better, undefined, name);
  }
});

Deno.test("roles: precision and recall without any loss are those of evaluations", () => {
  const lines = [0.4, 0.5, 0.55, 0.53].map((f, i) =>
    `2030-01-0${i + 1} 10:00:00,1 - precision: 0.7, recall: ${f - 0.1}, fscore: ${f} ||\n`
  ).join("");
  const once =
    "2030-01-05 10:00:00,1 - best epoch: 3 \t F1 = 0.55\n2030-01-05 10:00:00,1 - precision: 0.6, recall: 0.3, fscore: 0.4 ||\n";
  const history = read(lines + once);
  assertEquals(history.series?.map(({ split }) => split), ["validation", "validation", "validation"]);
  assertEquals(leadingMetric(history, "validation")?.values, [0.4, 0.5, 0.55, 0.53]);
  assertMatch(history.notes.join(), /measured once more/);
  const trained = read(lines.replace(/\|\|/g, ", loss: 0.3"));
  assertEquals(trained.series?.every(({ split }) => split === "train"), true);
});

Deno.test("roles: wins against an opponent that stays as it is are a reward, those of a side of play against itself are none", () => {
  for (const name of ["WinRandom", "win_rate_vs_random", "wins_against_baseline"]) {
    assertEquals(roleOf(name), "reward", name);
  }
  for (const name of ["white_wins", "player1_wins", "num_black_wins", "x_win_rate"]) {
    assertEquals(roleOf(name), "reading", name);
  }
  const rows = range(12).map((i) => ({
    iteration: i + 1,
    avg_loss: 1 + 0.1 * Math.sin(3 * i),
    white_wins: 9 + i % 3,
  }));
  assertEquals(kindOf(read(JSON.stringify(rows))), "reinforcement");
});

Deno.test("roles: F1 is F1 with the word for its mean behind it, or before it", () => {
  for (const name of ["val_F1macro", "val_f1weighted", "val_microf1"]) {
    assertEquals(meaningOf(name), { role: "metric", split: "validation", better: "higher" }, name);
  }
});

Deno.test("roles: of a record that is a summary the mean is read, and what a discriminator answers is no loss", () => {
  const summary = (mean: number) => ({ num: 640, mean, std: 0.2 });
  const { series } = read(
    range(6).map((i) =>
      JSON.stringify({
        "Loss/G/loss": summary(2 - 0.1 * i),
        "Loss/D/loss": summary(0.5),
        "Loss/scores/fake": summary(-1),
      })
    ).join("\n"),
  );
  assertEquals(series?.map(({ name, role, values }) => [name, role, values[1]]), [
    ["Loss/G/loss", "loss term", 1.9],
    ["Loss/D/loss", "loss term", 0.5],
    ["Loss/scores/fake", "reading", -1],
  ]);
});

Deno.test("roles: rows are told by a short word, by one written together with the measure, and lists by its plural", () => {
  const names = ["va_loss", "loss_va", "vali_loss", "valloss", "valacc", "val_accs", "validation_accuracies"];
  for (const name of names) assertEquals(meaningOf(name)?.split, "validation", name);
  for (const name of ["te_loss", "Acc_Ts", "testloss", "testset_acc", "test_accs"]) {
    assertEquals(meaningOf(name)?.split, "test", name);
  }
  for (const name of ["trainloss", "tr_loss", "trainset_loss"]) {
    assertEquals(meaningOf(name), { role: "loss", split: "train", better: "lower" }, name);
  }
  // alone a short word is a time stamp's or anything's
  for (const name of ["ts", "te", "va"]) assertEquals(meaningOf(name), undefined, name);
});

Deno.test("roles: one letter tells the rows where both stand before the same measure", () => {
  const { trainLoss, heldOutLoss, series } = read(
    "epoch,tloss,vloss,vacc\n1,2,2.5,0.4\n2,1,1.5,0.5\n3,0.5,1,0.6",
  );
  assertEquals([trainLoss, heldOutLoss], [[2, 1, 0.5], [2.5, 1.5, 1]]);
  assertEquals(series?.map(({ split }) => split), ["train", "validation", "validation"]);
  // the loss of a policy beside that of its values
  const agent = read("step,reward,pi_loss,v_loss\n1,2,2.5,4\n2,3,1.5,5\n3,4,1,6");
  assertEquals(agent.heldOutLoss, undefined);
});

Deno.test("roles: metrics that only an evaluation gives are of held-out rows, where nothing else is; others beside a bare loss are not", () => {
  const splits = (text: string) =>
    read(text).series?.filter(({ role }) => role === "metric").map(({ split }) => split);
  const rows = (count: number) =>
    range(6).map((i) => [i + 1, 2 / (i + 1), ...range(count).map(() => 0.1 * i)].join());
  const table = (names: string) => [`epoch,${names}`, ...rows(names.split(",").length - 1)].join("\n");
  assertEquals(splits(table("loss,mAP")), ["validation"]);
  assertEquals(splits(table("loss,bleu")), ["validation"]);
  assertEquals(splits(table("train_loss,precision,recall,f1")), ["validation", "validation", "validation"]);
  // Keras measures these on the rows that it trains on
  assertEquals(splits(table("loss,precision,recall")), ["train", "train"]);
  assertEquals(
    splits(JSON.stringify({ loss: [2, 1, 0.5], precision: [0.1, 0.2, 0.3], recall: [0.1, 0.2, 0.3] })),
    [
      "train",
      "train",
    ],
  );
});

Deno.test("roles: what tells two domains apart is the opponent of an adaptation, by which no checkpoint is chosen; of a task of domains it is the accuracy", () => {
  const log = (task: string, accuracy = "val_domain_acc") =>
    read(
      `epoch,train_loss,train_domain_loss,${task},val_loss,${accuracy}\n` +
        range(6).map((i) =>
          `${i},${1 - i / 10},${0.6 - i / 20},${0.7 - i / 20},${0.8 - i / 20},${0.7 + i / 20}`
        )
          .join("\n"),
    );
  const role = (history: ReturnType<typeof read>) =>
    history.series?.find(({ name }) => /domain_acc/.test(name))?.role;
  assertEquals(role(log("train_task_loss")), "reading");
  assertEquals(leadingMetric(log("train_class_loss")), undefined);
  assertEquals(role(log("train_intent_loss")), "metric");
  assertEquals(role(log("train_task_loss", "val_target_domain_acc")), "metric");
});
