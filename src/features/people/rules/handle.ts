/** What follows the @ when a member is typed, and what people type to mean a member. Pure. */

/**
 * A handle that nobody has yet: the wished one, else the first name, else first.last, else with a number.
 * Lower case, letters and digits of any script, and `. _ -`.
 */
export function chooseHandle(name: string, wished: string | undefined, isTaken: (handle: string) => boolean): string {
  const words = name.split(/\s+/u).map(toHandle).filter(Boolean);
  const first = words[0] ?? 'member';
  const candidates = [toHandle(wished ?? ''), first, [first, words.at(-1)].join('.')].filter(Boolean);
  const free = candidates.find((candidate) => !isTaken(candidate));
  if (free !== undefined) return free;
  const base = candidates[0] ?? first;
  let number = 2;
  while (isTaken(`${base}${number}`)) number += 1;
  return `${base}${number}`;
}

/** Cut where the handle would be longer than a person wants to type. */
const handleLimit = 60;

function toHandle(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '');
  return [...folded.replaceAll(/^[._-]+|[._-]+$/gu, '')].slice(0, handleLimit).join('');
}

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
