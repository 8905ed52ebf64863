/**
 * The kernel as a library of machine code for this machine, from the same C source as its WebAssembly.
 *
 * @module
 */
import { KERNEL_SOURCES, sourcesHash } from "./kernel_sources.ts";
import { errorLine, run, SetupError } from "./run.ts";

/** A C compiler: a program and its first arguments. */
type Compiler = readonly [program: string, ...first: string[]];

/** The system's own, which is clang or gcc, else the one of `deno task kernel-python`. */
const COMPILERS: readonly Compiler[] = [["cc"], [".cache/ziglang/bin/python", "-m", "ziglang", "cc"]];

/** The parts of the kernel that may use all of this machine's instructions. */
const PARTS = ["online", "forward", "backward", "update", "roofline", "fence"];

/** On an Arm processor NEON is all that the kernel uses, and each has it. */
const MACHINE = Deno.build.arch === "x86_64" ? ["-march=native"] : [];

const FLAGS = ["-O3", "-std=gnu11", "-fPIC", "-fvisibility=hidden", "-ffp-contract=fast", "-Wall", "-Wextra"];

/** A built library that nobody has tried yet. */
export interface BuiltLibrary {
  readonly path: string;
  readonly compiler: string;
}

/**
 * Builds the library in the folder `cache`, beside the one that is in use.
 *
 * @param sanitizer flags that watch over memory while the kernel runs
 * @throws {SetupError} when there is no compiler, or it does not compile the kernel for this machine
 */
export function buildLibrary(cache: string, sanitizer: readonly string[] = []): BuiltLibrary {
  const compiler = findCompiler();
  Deno.mkdirSync(cache, { recursive: true });
  const compile = (...args: readonly string[]) => {
    const [program, ...first] = compiler;
    const outcome = run(program, [...first, ...FLAGS, ...args]);
    if (outcome?.success) return;
    throw new SetupError(`${program} does not compile the kernel: ${errorLine(outcome?.output ?? "")}`);
  };
  /** Joins objects with what the library says of itself, which is compiled for any machine. */
  const link = (library: string, builtFor: bigint, objects: readonly string[]) => {
    const said = [`-DBUILT_FOR=${builtFor}u`, `-DSOURCES=${sourcesHash()}u`];
    compile(...said, "-shared", "-o", library, `${KERNEL_SOURCES}/processor.c`, ...objects);
  };
  const objects = PARTS.map((part) => {
    const object = `${cache}/${part}.o`;
    compile(...MACHINE, ...sanitizer, "-c", "-o", object, `${KERNEL_SOURCES}/${part}.c`);
    return object;
  });
  const path = `${cache}/built.so`;
  link(path, 0n, []);
  const builtFor = processorOf(path);
  Deno.removeSync(path); // a library in memory must not be written over
  link(path, builtFor, [...sanitizer, ...objects]);
  objects.forEach((object) => Deno.removeSync(object));
  return { path, compiler: compiler.join(" ") };
}

function findCompiler(): Compiler {
  const found = COMPILERS.find(([program, ...first]) => run(program, [...first, "--version"])?.success);
  if (found !== undefined) return found;
  throw new SetupError(
    "there is no C compiler (cc) to build the kernel with; install one (Debian: apt-get install gcc)",
  );
}

/** What a library says of the machine that it runs on; nothing in it depends on the machine yet. */
function processorOf(path: string): bigint {
  const library = Deno.dlopen(path, { processor: { parameters: [], result: "u64" } });
  const processor = library.symbols.processor();
  library.close();
  return processor;
}
