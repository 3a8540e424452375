/**
 * Whether words look like a command that somebody meant, and which: `delete F-10`, `list opne`, `undo`. Each room describes
 * its own things once; the router asks before it keeps such words. Pure.
 */
import { say } from '../kernel/language/say.js';
import { nearest } from './nearest.js';

/** What was probably meant. */
export interface Meant {
  /** On a button: `Withdraw F-10`. */
  readonly label: string;
  /** As it can be typed. */
  readonly line: string;
}

/** A sentence that happens to name something is longer. */
const longestCommand = 6;

const verbs = {
  withdraw: ['withdraw', 'delete', 'remove', 'undo', 'cancel', 'discard', 'drop', 'erase', 'revoke', 'del', 'rm'],
  edit: ['edit', 'change', 'correct', 'update', 'amend', 'rename', 'modify'],
  same: ['same', 'merge', 'join', 'duplicate', 'dup', 'combine'],
  restore: ['restore', 'undelete', 'recover', 'unwithdraw'],
  show: ['show', 'open', 'view', 'see', 'get', 'find', 'resolve', 'close', 'done', 'reopen', 'wait', 'history', 'take'],
} as const;
/** What people want done with a thing. */
export type Verb = keyof typeof verbs;

const allVerbs: readonly string[] = Object.values(verbs).flat();

export interface Meanings {
  /** Of the names of its things: F-12. */
  readonly letter: string;
  nameOf(number: number): string;
  /** What a verb means about a thing; absent: it is shown. @param other the second one that was named, or empty */
  readonly verbs?: Readonly<Partial<Record<Verb, (name: string, other: string) => Meant>>>;
  /** The command that shows a thing. */
  readonly show: string;
  /** The command that lists them, and the names of its lists, each with the words of the button that shows it (`phrase`). */
  readonly list: { readonly command: string; readonly names: Readonly<Record<string, string>> };
}

/**
 * Reads words by one room's meanings; null: they are none of its commands.
 * @param isOwn they stand behind one of the room's own commands: then `7` alone is a name, and `opne` a list
 */
export type ReadMeant = (text: string, isOwn: boolean) => Meant | null;

/** Reads what stands behind a room's commands, or instead of one. */
export function meantBy(meanings: Meanings): ReadMeant {
  return (text, isOwn) => {
    const words = withoutTakeBack(text.trim()).split(/\s+/u);
    if (words.length > longestCommand) return null;
    const [first = '', ...rest] = words;
    const verb = verbNear(first);
    const numbers = referencesIn(verb === null ? text : rest.join(' '), {
      letter: meanings.letter,
      isOwn,
      isBehindVerb: verb !== null,
    });
    if (numbers.length > 0)
      return verb === null && words.length > 3 ? null : meantOf(meanings, verb ?? 'show', numbers);
    if (!isOwn) return null;
    const alone = /^\d{1,9}$/u.test(bare(first)) && rest.length === 0 ? Number(bare(first)) : null;
    return alone === null ? listMeant(meanings, first, rest) : meantOf(meanings, 'show', [alone]);
  };
}

/** The only verb of two words: `take back F-10`, `take F-10 back`. */
const withoutTakeBack = (text: string): string => text.replace(/^take\b(.*?)\bback\b/iu, 'withdraw$1').trim();

/** `undo`, `help`, `lst` alone: nobody says so little, and which thing was meant is not told. */
export function isLoneVerb(text: string): boolean {
  return !/\s/u.test(text.trim()) && (isVerb(text) || nearest(bare(text), commonest) !== null);
}

/** `undo`, `delete it`, `edit 3`: a verb with nothing behind it that a person would say of a customer. */
export function isBareDeed(text: string): boolean {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  if (rest.length === 0) return isLoneVerb(text);
  return corrections.includes(bare(first)) && rest.length <= 3 && rest.every((word) => pointer.test(bare(word)));
}

const corrections: readonly string[] = [...verbs.withdraw, ...verbs.edit, ...verbs.restore];
const pointer = /^(?:it|this|that|the|my|last|latest|one|all|please|now|\p{L}{0,2}\d+)$/u;

/** `delete Globex`, `list`: what is no name, unless a person says so. */
export function beginsWithVerb(text: string): boolean {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  return (isVerb(first) && rest.length < longestCommand) || isLoneVerb(text);
}

const commonest = ['help', 'list', 'undo', 'delete', 'withdraw', 'remove', 'edit'];

const isVerb = (word: string): boolean => commonest.includes(bare(word)) || allVerbs.includes(bare(word));

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function verbNear(word: string): Verb | null {
  const found = nearest(word, allVerbs);
  const entry = Object.entries(verbs).find(([, words]) => words.some((each) => each === found));
  return (entry?.[0] as Verb | undefined) ?? null;
}

interface Reading {
  readonly letter: string;
  readonly isOwn: boolean;
  /** Then a number alone is one too: `withdraw 7`. */
  readonly isBehindVerb: boolean;
}

function referencesIn(text: string, { letter, isOwn, isBehindVerb }: Reading): readonly number[] {
  const mark = isOwn ? `(?:${letter}[\\s\\p{Pd}]*|#\\s*)` : `${letter}[\\s\\p{Pd}]*`;
  const named = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${mark}(\\d{1,9})(?![\\p{L}\\p{N}])`, 'giu'))];
  const alone = isOwn && isBehindVerb && named.length === 0 ? [...text.matchAll(/^(\d{1,9})$/gu)] : [];
  return [...named, ...alone].map(([, digits]) => Number(digits));
}

function meantOf({ nameOf, show, verbs: own }: Meanings, verb: Verb, [number = 0, other]: readonly number[]): Meant {
  const name = nameOf(number);
  return (
    own?.[verb]?.(name, other === undefined ? '' : nameOf(other)) ?? {
      label: say('Show {name}', { name }),
      line: `${show} ${name}`,
    }
  );
}

/** `list opne`, `overdue`. */
function listMeant({ list }: Meanings, first: string, rest: readonly string[]): Meant | null {
  const isList = nearest(first, ['list', 'lists']) !== null;
  if (!isList && rest.length > 0) return null;
  const typed = isList ? (rest[0] ?? '') : first;
  const which = nearest(typed, Object.keys(list.names));
  if (!isList && (which === null || typed.length < 4)) return null;
  const words = which === null ? rest.join(' ') : [which, ...rest.slice(1)].join(' ');
  const line = `${list.command} ${words}`.trim();
  const label = which === null ? undefined : list.names[which];
  return { label: label === undefined ? say('Show the list') : say(label), line };
}
