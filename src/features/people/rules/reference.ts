/** What people type, and platforms send, to mean a member or a place. Pure; called by find-people.ts and the door. */

/** What was typed where a member or a place is meant: our id inside a mention or alone, or a name. */
export type TypedReference =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string };

/** `<@ID>`, `<#ID>` and a bare id are ids; `@maya`, `#news`, `maya` are names without their sign. */
export function readReference(typed: string): TypedReference {
  const text = typed.trim();
  const inside = /^<[@#]([^>]*)>$/u.exec(text)?.[1] ?? text;
  if (inside !== text || uuid.test(text)) return { kind: 'id', id: inside.trim() };
  return { kind: 'name', name: text.replace(/^[@#]+/u, '').trim() };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Whether this can be asked of the database as an id; anything else is nobody's. */
export function isId(text: string): boolean {
  return uuid.test(text);
}
