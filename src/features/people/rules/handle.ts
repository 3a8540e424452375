/** Makes what follows the @ when a member is typed. Pure; called when a workspace is connected. */

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
