/** Whether words behind `feedback` look like a command that somebody meant, and which. Pure. */
import { nearest } from '../../../chat/nearest.js';
import { feedbackName } from './feedback.js';

/** What was probably meant. */
export interface Meant {
  /** On a button: `Withdraw F-10`. */
  readonly label: string;
  /** As it can be typed. */
  readonly line: string;
}

/** A sentence that happens to name something is longer. */
const longestCommand = 6;

const verbs: Readonly<Record<'withdraw' | 'edit' | 'same' | 'restore' | 'show', readonly string[]>> = {
  withdraw: ['withdraw', 'delete', 'remove', 'undo', 'cancel', 'discard', 'drop', 'erase', 'revoke', 'del', 'rm'],
  edit: ['edit', 'change', 'correct', 'update', 'amend', 'rename', 'modify'],
  same: ['same', 'merge', 'join', 'duplicate', 'dup', 'combine'],
  restore: ['restore', 'undelete', 'recover', 'unwithdraw'],
  show: ['show', 'open', 'view', 'see', 'get', 'find', 'resolve', 'close', 'done', 'reopen', 'wait', 'history', 'take'],
};

const lists = ['open', 'mine', 'overdue', 'resolved', 'withdrawn'] as const;

/** null: these are words of a customer. */
export function commandLike(text: string): Meant | null {
  const words = text.trim().split(/\s+/u);
  if (words.length > longestCommand) return null;
  const [first = '', ...rest] = words;
  const verb = verbNear(first);
  const numbers = referencesIn(verb === null ? text : rest.join(' '), verb !== null);
  if (numbers.length > 0) return verb === null && words.length > 3 ? null : meantOf(verb ?? 'show', numbers);
  return listMeant(first, rest) ?? (rest.length === 0 ? loneWord(first) : null);
}

function verbNear(word: string): keyof typeof verbs | null {
  const found = nearest(word, Object.values(verbs).flat());
  const entry = Object.entries(verbs).find(([, words]) => found !== null && words.includes(found));
  return (entry?.[0] as keyof typeof verbs | undefined) ?? null;
}

/** @param isBehindVerb then a number alone is one too: `withdraw 7` */
function referencesIn(text: string, isBehindVerb: boolean): readonly number[] {
  const named = [...text.matchAll(/(?<![\p{L}\p{N}])(?:f[\s\p{Pd}]*|#\s*)(\d{1,9})(?![\p{L}\p{N}])/giu)];
  const bare = isBehindVerb && named.length === 0 ? [...text.matchAll(/^(\d{1,9})$/gu)] : [];
  return [...named, ...bare].map(([, digits]) => Number(digits));
}

function meantOf(verb: keyof typeof verbs, [number = 0, other]: readonly number[]): Meant {
  const name = feedbackName(number);
  const second = other === undefined ? '' : feedbackName(other);
  switch (verb) {
    case 'withdraw':
      return { label: `Withdraw ${name}`, line: `feedback withdraw ${name}` };
    case 'edit':
      return { label: `Edit ${name}`, line: `feedback edit ${name}` };
    case 'same':
      return { label: `Join ${name}${second && ` and ${second}`}`, line: `feedback same ${name} ${second}`.trim() };
    case 'restore':
      return { label: `Bring back ${name}`, line: `feedback restore ${name}` };
    case 'show':
      return { label: `Show ${name}`, line: `feedback ${name}` };
  }
}

/** `list opne`, `overdue`. */
function listMeant(first: string, rest: readonly string[]): Meant | null {
  const isList = nearest(first, ['list', 'lists']) !== null;
  if (!isList && rest.length > 0) return null;
  const typed = isList ? (rest[0] ?? '') : first;
  const which = nearest(typed, lists);
  if (!isList && (which === null || typed.length < 4)) return null;
  const words = which === null ? rest.join(' ') : [which, ...rest.slice(1)].join(' ');
  const line = `feedback list ${words}`.trim();
  return { label: which === null ? 'Show the list' : `Show what is ${which}`, line };
}

const help: Meant = { label: 'Help with feedback', line: 'help feedback' };

function loneWord(word: string): Meant | null {
  const typed = word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (/^\d{1,9}$/.test(typed)) return meantOf('show', [Number(typed)]);
  if (typed === 'help' || Object.values(verbs).flat().includes(typed)) return help;
  return null;
}
