/** Walks what a renderer made; both checkers use it. */

export type Json = Readonly<Record<string, unknown>>;

/** Every object in it, outermost first. */
export function all(root: unknown): readonly Json[] {
  if (Array.isArray(root)) return root.flatMap(all);
  if (typeof root !== 'object' || root === null) return [];
  return [root as Json, ...Object.values(root).flatMap(all)];
}

/** The text of a text object, or nothing. */
export function text(value: unknown): string {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
    ? value.text
    : '';
}

/** Every string in it, with the object and key it stands under. */
export function strings(
  root: unknown,
): readonly { readonly node: Json; readonly key: string; readonly value: string }[] {
  return all(root).flatMap((node) =>
    Object.entries(node).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((each): each is string => typeof each === 'string')
        .map((each) => ({ node, key, value: each })),
    ),
  );
}
