// The part of @std/assert's surface that this project uses, for the offline link (see ../README.md).
export class AssertionError extends Error {}
// deno-lint-ignore no-explicit-any
type Constructor<T> = abstract new (...args: any[]) => T;
export function assert(condition: unknown, message?: string): asserts condition;
export function assertFalse(condition: unknown, message?: string): asserts condition is false;
export function assertEquals<T>(actual: T, expected: T, message?: string): void;
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void;
export function assertStrictEquals<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
export function assertAlmostEquals(actual: number, expected: number, tolerance?: number, message?: string): void;
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T>;
export function assertGreater<T>(actual: T, expected: T, message?: string): void;
export function assertGreaterOrEqual<T>(actual: T, expected: T, message?: string): void;
export function assertLess<T>(actual: T, expected: T, message?: string): void;
export function assertLessOrEqual<T>(actual: T, expected: T, message?: string): void;
export function assertInstanceOf<T>(actual: unknown, type: Constructor<T>, message?: string): asserts actual is T;
export function assertMatch(actual: string, expected: RegExp, message?: string): void;
export function assertNotMatch(actual: string, expected: RegExp, message?: string): void;
export function assertStringIncludes(actual: string, expected: string, message?: string): void;
export function assertArrayIncludes<T>(actual: ArrayLike<T>, expected: ArrayLike<T>, message?: string): void;
export function assertObjectMatch(actual: object, expected: object, message?: string): void;
export function assertThrows(run: () => unknown, message?: string): unknown;
export function assertThrows<E extends Error>(
  run: () => unknown,
  type: Constructor<E>,
  includes?: string,
  message?: string,
): E;
export function assertRejects(run: () => PromiseLike<unknown>, message?: string): Promise<unknown>;
export function assertRejects<E extends Error>(
  run: () => PromiseLike<unknown>,
  type: Constructor<E>,
  includes?: string,
  message?: string,
): Promise<E>;
export function fail(message?: string): never;
