// The part of @std/csv's surface that this project uses, for the offline link (see ../README.md).
export interface ParseOptions {
  readonly skipFirstRow?: boolean;
  readonly columns?: readonly string[];
  readonly separator?: string;
  readonly trimLeadingSpace?: boolean;
}
export function parse(text: string, options?: ParseOptions & { readonly skipFirstRow?: false }): string[][];
export function parse(text: string, options: ParseOptions & { readonly skipFirstRow: true }): Record<string, string>[];
export interface StringifyOptions {
  readonly headers?: boolean;
  readonly columns?: readonly string[];
  readonly separator?: string;
}
export function stringify(rows: readonly (readonly unknown[] | Record<string, unknown>)[], options?: StringifyOptions): string;
