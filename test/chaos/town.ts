/** The company that uses the bot, on a stand-in platform that outlives every copy: who is there, what they were shown, the time. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '../../src/chat/card.js';
import type { FormValues } from '../../src/chat/form.js';
import type { Chance } from '../support/chance.js';
import type { StandInMail } from '../support/stand-in-mail.js';
import type { CopyOptions } from './processes/copy.js';

/** A message as it stands. */
export interface Standing {
  readonly channel: string;
  /** By what a message that may have arrived is known again; null: it has none. */
  readonly mark: string | null;
  readonly isInThread: boolean;
  readonly card: () => Card;
}

/** What somebody saw because of what they did. */
export interface Shown {
  readonly texts: readonly string[];
  /** The form that opened, to be handed to `fill`; null: none did. */
  readonly form: object | null;
}

/** A message that the platform took, also one that is gone since. */
export interface Post {
  readonly channel: string;
  readonly mark: string | null;
  readonly card: () => Card;
}

/** null: the copy died, or the platform was told that it was not done, or nothing was shown in time. */
export type Seen = Promise<Shown | null>;

export interface Town {
  /** What copies need to be in it. */
  readonly settings: Pick<CopyOptions, 'env' | 'teams'>;
  /** By which the platform knows somebody. */
  readonly personId: (handle: string) => string;
  readonly now: () => Date;
  /** How far it is ahead of the machine's clock, in ms. */
  aheadMs: number;
  /** Where acts are sent: the address of some copy. */
  door: () => string;
  /** How many copies were killed until now. */
  deaths: () => number;
  /** The bot is added to every place, where that is an act of its own. */
  meet(): Promise<void>;
  /** A line in a channel. */
  type(who: string, line: string, channel: string): Seen;
  /** A line in the private chat. @param answer what of that which stands there is an answer */
  write(who: string, line: string, answer: RegExp): Seen;
  /** @param form as it was shown */
  fill(who: string, form: object, values: FormValues): Seen;
  /** A button of a message that stands. `isTaken`: the platform was told that it is done. */
  press(who: string, on: Standing, button: { readonly action: string; readonly value: string }): Promise<Pressed>;
  readonly standing: () => readonly Standing[];
  /** All that it took, in order. */
  readonly posts: () => readonly Post[];
  /** How often the bot called. */
  readonly callCount: () => number;
  /** The platform answers calls that send by 429, 500, nothing, half an answer, or some proxy's page; null: as it should. */
  spoil(chance: Chance | null): void;
  /** It tells acts again, and what happened later may come first; null: once, in order. */
  repeat(chance: Chance | null): void;
  /** Everybody's client shows everything. Answers how many messages were taken away because of it. */
  look(): Promise<number>;
  close(): Promise<void>;
  /** Takes mail; absent: nobody does. */
  readonly mail?: StandInMail;
}

export interface Pressed {
  readonly isTaken: boolean;
  readonly shown: Shown | null;
}

/** Nobody waits for an answer longer, in ms. */
const patienceMs = 15_000;

/** How many hours are left until ten on a workday: in working hours people are reminded and mails go out. */
export function hoursUntilTen(now: Date): number {
  for (let hours = 0; ; hours += 1) {
    const at = new Date(now.getTime() + hours * 3_600_000);
    if (![0, 6].includes(at.getUTCDay()) && at.getUTCHours() === 10) return hours;
  }
}

/** What `look` finds in time, once `deed` was taken. */
export async function see(deed: () => Promise<{ readonly status: number }>, look: () => Shown | null): Seen {
  const answered = await deed().catch(() => null);
  if (answered?.status !== 200) return null;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    const seen = look();
    if (seen) return seen;
    await pause(20);
  }
  return null;
}

/** Until it is answered, also where a late answer to something else comes first, or nothing in time. */
export async function say(town: Town, [who, typed]: readonly [string, string], answer: RegExp): Promise<void> {
  let shown = '';
  for (let tries = 0; tries < 10 && !answer.test(shown); tries += 1)
    shown = (await town.type(who, typed, 'support'))?.texts.join('\n') ?? '';
  if (!answer.test(shown)) throw new Error(`“${typed}” was answered so: ${shown}`);
}

/** What is under way is no answer yet, and what was done before a restart may be anything. */
export function shownOf(texts: readonly string[], form: object | null): Shown | null {
  const all = texts.filter((text) => !/^One moment|The answer appears here|I was restarted/.test(text));
  return all.length > 0 || form ? { texts: all, form } : null;
}

/** Tells an act late, and again up to three times. */
export async function tellAgain<Told>(chance: Chance, tell: () => Promise<Told>): Promise<Told> {
  if (chance.isLucky(0.5)) await pause(chance.between(0, 1_500));
  const againCount = Math.floor(chance.between(0, 4));
  for (let count = 0; count < againCount; count += 1)
    void pause(chance.between(0, 2_000)).then(() => tell().catch(() => undefined));
  return tell();
}

/** How often a call fails where the platform is spoilt. */
export const spoiltShare = 0.25;

/** One of these. */
export const oneOf = <T>(chance: Chance, [first, ...others]: readonly [T, ...T[]]): T =>
  [first, ...others][Math.floor(chance.between(0, others.length + 1))] ?? first;
