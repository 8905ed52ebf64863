/**
 * How made rows are judged, in the words of what is made, as far as the names of a log tell.
 *
 * @module
 */
import { wordsOf } from "../../readers/classify.ts";
import type { History } from "../../records.ts";

const SOUNDS = /(^|_)(mel|stft|wav|waveform|tts|vocoder|speech|audio|mcd|pesq|stoi|f0|pitch|mpd|msd)(_|\d|$)/;
const IMAGES = /(^|_)(fid|kid|lpips|psnr|ssim|pix|pixel|img|image|images|vgg)(_|\d|$)/;

/** What to do with samples, and by what they are measured. */
export function judgedBySamples({ series = [], leftOut = [] }: History): string {
  const names = [...series.map(({ name }) => name), ...leftOut].map((name) => wordsOf(name).join("_"));
  if (names.some((name) => SOUNDS.test(name))) {
    return "Listen to samples of several checkpoints, the same inputs from each";
  }
  return names.some((name) => IMAGES.test(name))
    ? "Judge by samples and by a measure of them (FID, KID)"
    : "Judge by samples of several checkpoints, the same inputs or seeds from each (of images by FID or KID too)";
}
