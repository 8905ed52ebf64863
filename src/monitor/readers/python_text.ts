/**
 * Histories as Python prints them: `str(history.history)`, a list of dictionaries, `train_losses = [2.3, 1.9]` a line a list.
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

/** Lines of a list each: more is no handful of series. */
const MOST_LINES = 200;

/**
 * What the text says in Python; `undefined` for any other.
 *
 * @throws {SyntaxError} one line that says what is wrong with it.
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
    const bare = literal === "" ? text : text.slice(literal.length).replace(/\)\s*$/, "");
    return parsePythonJson(
      bare.replace(
        TOKEN,
        (token, quoted?: string) =>
          quoted === undefined ? WORDS[token] ?? token : JSON.stringify(quoted.replaceAll("\\'", "'")),
      ),
    );
  }
  const named = namedLists(text);
  return named && Object.fromEntries(
    named.map(([name, list]) => [
      name,
      parsePythonJson(list.replace(/,\s*\]$/, "]").replace(TOKEN, (token) => WORDS[token] ?? token)),
    ]),
  );
}

/** Whether every line is a list behind its name. */
export function looksLikeNamedLists(text: string): boolean {
  return namedLists(text) !== undefined;
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
