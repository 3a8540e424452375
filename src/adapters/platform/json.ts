/** What came from outside as JSON, before its shape is known. */

export type Json = Readonly<Record<string, unknown>>;

/** Whether the value is an object and no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
