/** What people type, and platforms send, to mean a member or a place. Pure; called by find-people.ts and the door. */
import { isId } from '../../../kernel/id.js';

/** What was typed where a member or a place is meant: our id inside a mention or alone, or a name. */
export type TypedReference =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string };

/** `<@ID>`, `<#ID>` and a bare id are ids; `@maya`, `#news`, `maya` are names without their sign. */
export function readReference(typed: string): TypedReference {
  const text = plainLine(typed);
  const inside = /^<[@#]([^>]*)>$/u.exec(text)?.[1] ?? text;
  if (inside !== text || isId(text)) return { kind: 'id', id: inside.trim() };
  return { kind: 'name', name: text.replace(/^[@#]+/u, '').trim() };
}

/** One line without control and half characters, some of which the database can't keep. */
export function plainLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
}
