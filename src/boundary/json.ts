/**
 * JSON text that somebody else wrote.
 *
 * @module
 */

/** Deepest nesting that is read; our records have five levels, a saved Keras model a dozen. */
const DEEPEST = 200;

/**
 * The value of a JSON text; a byte order mark before it is skipped.
 *
 * @throws {SyntaxError} one line that says where the text stops being JSON, or that it is nested too deep to be walked
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(parseJson("\uFEFF[1]"), [1]);
 * assertThrows(() => parseJson('{"a": [1, '), SyntaxError, "not valid JSON (cut off or damaged");
 * assertThrows(() => parseJson("[".repeat(1000)), SyntaxError, "nested more than 200 levels deep");
 * ```
 */
export function parseJson(text: string): unknown {
  refuseDeep(text);
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch {
    throw new SyntaxError(`not valid JSON (cut off or damaged, ${text.length} characters)`);
  }
}

/**
 * Refuses text that would overflow the stack of whatever walks its value.
 *
 * @throws {SyntaxError}
 */
export function refuseDeep(text: string): void {
  let depth = 0;
  for (let at = 0, inString = false; at < text.length; at++) {
    const letter = text[at];
    if (inString) {
      if (letter === "\\") at++;
      else inString = letter !== '"';
    } else if (letter === '"') inString = true;
    else if (letter === "[" || letter === "{") {
      if (++depth > DEEPEST) throw new SyntaxError(`nested more than ${DEEPEST} levels deep`);
    } else if (letter === "]" || letter === "}") depth--;
  }
}
