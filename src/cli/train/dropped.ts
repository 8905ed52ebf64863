/** The options that decide where a training goes and whether it begins anew. */
interface Choice {
  readonly name?: string;
  readonly fresh?: true;
  readonly quick?: true;
  readonly resume?: string;
}

/**
 * Refuses options that could have no effect, with what to do instead.
 *
 * @param isStudy whether neither a preset nor a field was given
 * @throws {TypeError}
 */
export function refuseDropped(preset: string | undefined, options: Choice, isStudy: boolean): void {
  if (options.resume !== undefined) {
    const others = [
      ...(preset === undefined ? [] : [preset]),
      ...(["name", "fresh", "quick"] as const).filter((flag) => options[flag] !== undefined).map((flag) =>
        `--${flag}`
      ),
    ];
    if (others.length === 0) return;
    throw new TypeError(
      `--resume goes on with the run as it is and takes no ${
        others.join(", ")
      }; to train anew leave --resume out`,
    );
  }
  if (!isStudy) return;
  if (options.name !== undefined) {
    throw new TypeError("--name: the study's runs have names of their own; name a preset to train one run");
  }
  if (options.fresh !== undefined) {
    throw new TypeError(
      "--fresh: name the run to start over, for instance `deno task train baseline-64 --fresh`",
    );
  }
}
