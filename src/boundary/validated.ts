import type { z } from "zod";

/**
 * Parses what came from outside with its schema; the first problem becomes a one-line error that names the field.
 *
 * @param what whose contents these are: a file's name, or "configuration"
 * @throws {RangeError} for a value out of range, {TypeError} for anything else that is wrong
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { z } from "zod";
 * const units = z.strictObject({ total: z.number().int() });
 * assertEquals(validated(units, { total: 3 }, "units.json"), { total: 3 });
 * assertThrows(() => validated(units, { total: "3" }, "units.json"), TypeError, "units.json: total ");
 * ```
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return Object.freeze(parsed.data) as z.output<Schema>;
  const { path, message, code } = parsed.error.issues[0];
  const field = path.length > 0 ? `${path.join(".")} ` : "";
  const at = path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  const given = at === undefined || path.length === 0 ? "" : ` (given: ${excerpt(at)})`;
  const Kind = code === "too_small" || code === "too_big" || code === "not_multiple_of"
    ? RangeError
    : TypeError;
  throw new Kind(`${what}: ${field}${message[0].toLowerCase()}${message.slice(1)}${given}`);
}

/** The value as JSON, cut where it would fill the screen. */
export function excerpt(value: unknown, most = 60): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > most ? `${json.slice(0, most)}...` : json;
}
