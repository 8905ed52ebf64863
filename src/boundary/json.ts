/**
 * JSON text that somebody else wrote.
 *
 * @module
 */

/** Deepest nesting that is read; our records have five levels, a saved Keras model a dozen. */
const DEEPEST = 200;

/** Most values in one text, and most fields in one object: what takes seconds and hundreds of megabytes. */
const MOST_VALUES = 1_500_000, MOST_FIELDS = 100_000;

/**
 * The value of a JSON text; a byte order mark before it is skipped.
 *
 * @throws {SyntaxError} one line that says where the text stops being JSON, that it is nested too deep to be walked, or
 *   which field stands twice in one object
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(parseJson("\uFEFF[1]"), [1]);
 * assertThrows(() => parseJson('{"a": [1, '), SyntaxError, "not valid JSON (cut off or damaged");
 * assertThrows(() => parseJson("[".repeat(1000)), SyntaxError, "nested more than 200 levels deep");
 * assertThrows(() => parseJson('{"a": 1, "a": 2}'), SyntaxError, '"a" stands twice');
 * ```
 */
export function parseJson(text: string): unknown {
  refuseAmbiguous(text);
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch {
    throw new SyntaxError(`not valid JSON (cut off or damaged, ${text.length} characters)`);
  }
}

/**
 * Refuses text that would overflow the stack of whatever walks its value or fill memory with it, and a field that stands
 * twice in one object: a reader takes the last of them, another reader the first.
 *
 * @throws {SyntaxError}
 */
export function refuseAmbiguous(text: string): void {
  const open: (Set<string> | null)[] = []; // the names so far in each object; null where there is none yet
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if ((letter === "," || letter === "[" || letter === "{") && ++values > MOST_VALUES) {
      throw new SyntaxError(`more than the ${MOST_VALUES} values that are read`);
    }
    if (letter === '"') {
      const end = endOfString(text, at);
      if (open.length > 0 && isName(text, end)) {
        addName(open[open.length - 1] ??= new Set(), text.slice(at, end));
      }
      at = end - 1;
    } else if (letter === "[" || letter === "{") {
      if (open.push(null) > DEEPEST) throw new SyntaxError(`nested more than ${DEEPEST} levels deep`);
    } else if (letter === "]" || letter === "}") open.pop();
  }
}

/** The place behind the closing quote of the string that begins at `at`, or the text's end. */
function endOfString(text: string, at: number): number {
  for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
  return Math.min(at + 1, text.length);
}

/** Whether a colon follows. */
function isName(text: string, at: number): boolean {
  while (" \t\r\n".includes(text[at] ?? "x")) at++;
  return text[at] === ":";
}

function addName(names: Set<string>, quoted: string): void {
  const name = quoted.includes("\\") ? unescaped(quoted) : quoted;
  if (names.has(name)) throw new SyntaxError(`${excerpt(name)} stands twice in one object`);
  if (names.add(name).size > MOST_FIELDS) {
    throw new SyntaxError(`more than ${MOST_FIELDS} fields in one object`);
  }
}

/** The same name in the same letters, however it was escaped. */
function unescaped(quoted: string): string {
  try {
    return JSON.stringify(JSON.parse(quoted));
  } catch {
    return quoted; // the parser will say so
  }
}

function excerpt(quoted: string): string {
  return quoted.length > 60 ? `${quoted.slice(0, 60)}..."` : quoted;
}
