/**
 * What PyTorch's DCGAN example prints: both losses, and what the discriminator answers to true rows and to made ones. Source:
 * `examples/dcgan/main.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows } from "./rows.ts";

const NUMBER = String.raw`(-?[\d.]+(?:e[-+]?\d+)?|nan)`;
const LINE = new RegExp(
  String
    .raw`^\[(\d+)\/\d+\]\s*\[\d+\/\d+\]\s+Loss_D: ${NUMBER}\s+Loss_G: ${NUMBER}\s+D\(x\): ${NUMBER}\s+D\(G\(z\)\): ${NUMBER}`,
  "gm",
);
const LINES = 200;

/** Whether one of the first lines is the example's. */
export function looksLikeDcgan(text: string): boolean {
  return text.split("\n", LINES).join("\n").match(LINE) !== null;
}

/** Reads one entry a line, under its epoch. */
export function historyFromDcgan(text: string, frame: Partial<LogFrame> = {}): History {
  const rows = [...text.matchAll(LINE)].map(([, epoch, lossD, lossG, real, made]) => ({
    epoch: Number(epoch),
    Loss_D: Number(lossD),
    Loss_G: Number(lossG),
    "D(x)": Number(real),
    "D(G(z))": Number(made),
  }));
  return historyFromRows(rows, { ...frame, format: "DCGAN log" });
}
