/**
 * Histories as Python prints them: `str(history.history)`, a list of dictionaries, `train_losses = [2.3, 1.9]` a line a list, NumPy's
 * arrays over several lines.
 *
 * @module
 */
import { parsePythonJson } from "./json.ts";

/** How a dictionary, or a list of them, begins whose names stand in single quotes. */
const LITERAL = /^(?:defaultdict\(<class '\w+'>, ?)?(?=(?:\[\s*)?\{\s*')/;

/** A string in either kind of quotes, or a word that Python has another name for. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'((?:[^'\\\n]|\\.)*)'|\b(?:None|True|False|nan|inf)\b/g;

const WORDS: Readonly<Record<string, string>> = {
  None: "null",
  True: "true",
  False: "false",
  nan: "NaN",
  inf: "Infinity",
};

/** A name, and behind it a list of numbers. */
const NAMED_LIST = /^([A-Za-z_][\w ./-]{0,80}?)\s{0,4}[:=]\s{0,4}(\[[-+\d.eE,\s_naif]{1,1000000}\])[,;]?$/;

/** What NumPy and JAX print around a list, and behind it. */
const ARRAY = /\b(?:(?:np|numpy|jnp)\.)?[aA]rray\((\[[^[\]]*\])(?:,\s*dtype=[\w.<>']{1,20})?\)/g;

/** An array as NumPy prints it, over as many lines as it takes, with its name before or above it. */
const PRINTED_ARRAY =
  /\s*(?:([A-Za-z_][\w ./-]{0,80}?)\s{0,4}(?:[:=]\s{0,4}|\n\s{0,4}))?\[([-+\d.e\snaif]{1,1000000})\][ \t]{0,9}(?:\n|$)/y;

/** Lines of a list each: more is no handful of series. */
const MOST_LINES = 200;

/**
 * What the text says in Python; `undefined` for any other.
 *
 * @throws {SyntaxError | TypeError} one line that says what is wrong with it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pythonDocument("{'loss': [0.5, None], 'done': True}"), { loss: [0.5, null], done: true });
 * assertEquals(pythonDocument("losses = [0.5, 0.4]\nacc: [0.7, 0.8]"), { losses: [0.5, 0.4], acc: [0.7, 0.8] });
 * assertEquals(pythonDocument('{"loss": [0.5]}'), undefined);
 * ```
 */
export function pythonDocument(text: string): unknown {
  const literal = text.match(LITERAL)?.[0];
  if (literal !== undefined) {
    const whole = literal === "" ? text : text.slice(literal.length).replace(/\)\s*$/, "");
    const bare = whole.replace(ARRAY, "$1");
    return parsePythonJson(
      bare.replace(
        TOKEN,
        (token, quoted?: string) =>
          quoted === undefined ? WORDS[token] ?? token : JSON.stringify(quoted.replaceAll("\\'", "'")),
      ),
    );
  }
  const named = printedArrays(text) ?? namedLists(text);
  const short = named?.find(([, list]) => list.includes("..."));
  if (short !== undefined) {
    throw new TypeError(`${short[0]}: NumPy left out its middle (...); save all of it, as np.savetxt does`);
  }
  return named && Object.fromEntries(
    named.map(([name, list]) => [
      name,
      parsePythonJson(list.replace(/,\s*\]$/, "]").replace(TOKEN, (token) => WORDS[token] ?? token)),
    ]),
  );
}

/** Whether every line is a list behind its name. */
export function looksLikeNamedLists(text: string): boolean {
  return (printedArrays(text) ?? namedLists(text)) !== undefined;
}

/** Arrays and nothing else, each with its name; one alone may lack it. */
function printedArrays(text: string): readonly (readonly [string, string])[] | undefined {
  if (!/^[^[]{0,90}\[\s*[-+\d.n]/.test(text)) return undefined;
  const plain = text.replace(ARRAY, (_, list: string) => list.replaceAll(",", " "));
  const arrays: [string, string][] = [];
  PRINTED_ARRAY.lastIndex = 0;
  while (PRINTED_ARRAY.lastIndex < plain.length) {
    const [, name, numbers] = PRINTED_ARRAY.exec(plain) ?? [];
    // of several each has its name
    const isAlone = arrays.length === 0 && PRINTED_ARRAY.lastIndex === plain.length;
    if (numbers === undefined || name === undefined && !isAlone) return undefined;
    const list = numbers.trim().split(/\s+/).join(", ").replace(/\.(?=[,e]|$)/g, ".0");
    arrays.push([name ?? "loss", `[${list}]`]);
  }
  const isOneEach = new Set(arrays.map(([name]) => name)).size === arrays.length;
  return isOneEach && arrays.length > 0 && arrays.length <= MOST_LINES ? arrays : undefined;
}

function namedLists(text: string): readonly (readonly [string, string])[] | undefined {
  if (!/^[A-Za-z_][^\n[]{0,90}\[/.test(text)) return undefined;
  const lines = text.split("\n", MOST_LINES + 1).filter((line) => line.trim() !== "");
  if (lines.length > MOST_LINES) return undefined;
  const lists: [string, string][] = [];
  for (const line of lines) {
    const [, name, list] = line.trim().match(NAMED_LIST) ?? [];
    if (name === undefined) return undefined;
    lists.push([name, list]);
  }
  return lists;
}
