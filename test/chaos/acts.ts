/** What people and systems do all day, and what they were told of it: the book against which count.ts counts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.js';
import { oneOf, type Shown, type Town } from './town.js';

export const kinds = ['capture', 'withdraw', 'idea', 'click', 'score', 'learning', 'setting', 'import'] as const;
export type Kind = (typeof kinds)[number];

/** One thing that somebody did. */
export interface Act {
  readonly kind: Kind;
  /** Unlike any other: by them it is found in the database. */
  readonly words: string;
  readonly who: string;
  /** Somebody was told that it is done. False: nobody knows. */
  isAcknowledged: boolean;
  /** The number that they were told, where it has one. */
  number: number | null;
}

export interface Book {
  readonly acts: Act[];
  /** Clicks that nobody has waited for yet. */
  readonly clicks: Set<Promise<void>>;
  /** By person and kind, when somebody last stopped waiting for an answer, which may still come. */
  readonly unanswered: Map<string, number>;
  /** A backup was restored meanwhile. */
  restored: Restored | null;
  /** Answers that are none of those that are expected, by kind. */
  readonly strange: string[];
}

/** When, by the town's clock and by the number of posts that the platform had taken. */
export interface Restored {
  readonly backedUpAt: Date;
  readonly backedUpAtPost: number;
  readonly restoredAt: Date;
  readonly restoredAtPost: number;
  /** Acknowledged after the backup, and so perhaps gone. */
  readonly lostCount: number;
}

interface Day {
  readonly town: Town;
  readonly chance: Chance;
  readonly book: Book;
  /** Of the web API. */
  readonly apiKey: string;
  /** Resolves when the bot can be reached. */
  readonly isUp: () => Promise<void>;
}

const people = ['grace', 'maya', 'ben', 'ani', 'dana'] as const;
const channels = ['support', 'news', 'sales', 'ops'] as const;
/**
 * That it did not work is no fault here. An answer that comes late, to what was done before or by a weather, says nothing of
 * this; a click that took long ends with “Done.”.
 */
const otherwise =
  /did not work|is your own idea|^New idea|^Company \d|S-\d|This is [FI]-\d+|is withdrawn|Withdraw F-\d+|Changed: surveys and early|We know|Recorded|^[\s-]*Done\.$/;

let count = 0;
function newWords(kind: Kind): string {
  count += 1;
  // Ideas that are alike would be asked about.
  return `${randomUUID().replaceAll('-', ' ')} ${kind} ${count}`;
}

/** One person's day, one act after the other, until `isOver`. */
export async function live(who: (typeof people)[number], day: Day, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await day.isUp();
    await doSomething(who, day);
    await pause(day.chance.between(50, 600));
  }
}

/** Everybody's day. */
export async function liveAll(day: Day, isOver: () => boolean): Promise<void> {
  await Promise.all([...people.map((who) => live(who, day, isOver)), sendIn(day, isOver)]);
  await Promise.all(day.book.clicks);
}

async function doSomething(who: string, { town, chance, book }: Day): Promise<void> {
  const channel = oneOf(chance, channels);
  const kind = oneOf(chance, [
    'capture',
    'capture',
    'withdraw',
    'idea',
    'click',
    'score',
    'learning',
    'setting',
  ] as const);
  const act: Act = { kind, words: newWords(kind), who, isAcknowledged: false, number: null };
  const type = (line: string) => town.type(who, line, channel);
  const note = (shown: Shown | null, expected: RegExp) => noteTold(book, act, shown, expected);
  const owner = oneOf(chance, people);
  switch (kind) {
    case 'capture':
      book.acts.push(act);
      {
        const line = `feedback "${act.words}" owner:@${owner} customer:Acme`;
        const told = /This is F-\d+/;
        return note(chance.isLucky(0.3) ? await town.write(who, line, told) : await type(line), told);
      }
    case 'score':
      book.acts.push(act);
      return note(await type(`score ${Math.floor(chance.between(0, 11))} "${act.words}"`), /^Recorded/);
    case 'learning':
      book.acts.push(act);
      return note(await type(`learn "${act.words}" customer:Acme`), /Thank you\. We know/);
    case 'setting': {
      if (who !== 'grace') return;
      // What equals the default, 24, is not kept.
      const setting = { ...act, words: String(Math.floor(chance.between(25, 90))) };
      book.acts.push(setting);
      return noteTold(book, setting, await type(`settings promise:${setting.words}h`), /saved|changed|now|promise/i);
    }
    case 'withdraw': {
      const mine = book.acts.filter((one) => one.kind === 'capture' && one.who === who && one.number !== null);
      const withdrawn = new Set(book.acts.filter((one) => one.kind === 'withdraw').map(({ words }) => words));
      const one = mine.find(({ words }) => !withdrawn.has(words));
      if (!one) return;
      const taken = { ...act, words: one.words, number: null };
      book.acts.push(taken);
      const form = (await type(`feedback withdraw F-${one.number}`))?.form;
      return form ? noteTold(book, taken, await town.fill(who, form, {}), /is withdrawn/) : undefined;
    }
    case 'idea': {
      book.acts.push(act);
      const form = (await type(`idea ${act.words}`))?.form;
      const values = { title: act.words, touches: `Those of ${act.words}`, delights: `They have ${act.words}` };
      return form ? note(await town.fill(who, form, values), /This is I-\d+/) : undefined;
    }
    case 'click': {
      const clicking = click(act, { town, book }).finally(() => book.clicks.delete(clicking));
      book.clicks.add(clicking);
      return;
    }
    default:
      return;
  }
}

/** An answer may come so long after somebody has stopped waiting for it, in ms. */
const lateMs = 20_000;

function noteTold(book: Book, act: Act, shown: Shown | null, expected: RegExp): void {
  const owedBy = `${act.who} ${act.kind}`;
  const isOwed = performance.now() - (book.unanswered.get(owedBy) ?? -lateMs) < lateMs;
  if (!shown) return void book.unanswered.set(owedBy, performance.now());
  const told = shown.texts.find((text) => expected.test(text));
  // It may be the answer to the act before this one.
  if (isOwed) return;
  act.isAcknowledged = told !== undefined;
  act.number = Number(/This is [FI]-(\d+)/.exec(told ?? '')?.[1] ?? 0) || null;
  const strange = shown.texts.find((text) => !expected.test(text) && !otherwise.test(text));
  if (!told && strange !== undefined) book.strange.push(`${act.kind}: ${strange.slice(0, 200)}`);
}

/** “Delights me too” on the card of some idea. It shows nothing of its own but on the card. */
async function click(act: Act, { town, book }: Pick<Day, 'town' | 'book'>): Promise<void> {
  const clicked = new Set(
    book.acts.filter(({ kind, who }) => kind === 'click' && who === act.who).map(({ words }) => words),
  );
  for (const on of town.standing()) {
    const value = /"action":"ideas\.support","value":"(I-\d+)"/.exec(JSON.stringify(on.card()))?.[1];
    if (value === undefined || clicked.has(value)) continue;
    const deathsBefore = town.deaths();
    const one: Act = { ...act, words: value };
    book.acts.push(one);
    const { isTaken, shown } = await town.press(act.who, on, { action: 'ideas.support', value });
    // Who is answered by the card alone has clicked it, where no copy was killed over it; whose idea it is hears so.
    one.isAcknowledged = isTaken && shown === null && town.deaths() === deathsBefore;
    return;
  }
}

/** A system that sends in what it has, and the same again until it hears that it was taken. */
async function sendIn({ town, chance, book, apiKey }: Day, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const acts = Array.from({ length: 3 }, (): Act => {
      const words = newWords('import');
      return { kind: 'import', words, who: 'system', isAcknowledged: false, number: null };
    });
    book.acts.push(...acts);
    const body = JSON.stringify({ items: acts.map(({ words }) => ({ text: words, sourceId: words })) });
    const key = randomUUID();
    for (let tries = 0; tries < 200 && !acts.every(({ isAcknowledged }) => isAcknowledged); tries += 1) {
      const headers = {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      const answered = await fetch(`${town.door()}/api/v1/feedback`, { method: 'POST', headers, body }).catch(
        () => null,
      );
      const text = (await answered?.text().catch(() => '')) ?? '';
      if (answered?.ok) for (const act of acts) act.isAcknowledged = true;
      else if (answered && answered.status < 500 && ![409, 429].includes(answered.status)) {
        book.strange.push(`import: ${answered.status} ${text.slice(0, 200)}`);
        break;
      }
      if (isOver() && tries > 20) return;
      await pause(chance.between(100, 400));
    }
    await pause(chance.between(500, 3_000));
  }
}
