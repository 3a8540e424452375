/** What people and systems do to the bot in a load: which act comes how often, and how its answer is known to be right. */

import type { Chance } from '../../support/chance.js';
import type { Acknowledged, Driver } from '../../support/stand-in-slack/driver.js';
import { type Crowd, idsOf } from './made-crowd.js';

/** Who does it, and where. */
export interface Doer {
  readonly crowd: Crowd;
  /** The organisation, the person in it, and the place, each from 1. */
  readonly o: number;
  readonly p: number;
  readonly c: number;
  readonly driver: Driver;
  /** Calls the web API with that organisation's key. */
  api(path: string, body?: unknown): Promise<Acknowledged>;
  readonly chance: Chance;
}

export interface Act {
  readonly name: string;
  /** How many of a hundred. */
  readonly share: number;
  run(doer: Doer): Promise<Acknowledged>;
  /** What a right answer contains. Absent: its status says it. */
  readonly says?: RegExp;
}

/** They make a hundred together. */
export const acts: readonly Act[] = [
  { name: 'capture', share: 27, run: (doer) => command(doer, capture(doer)), says: /Thank you/ },
  { name: 'click', share: 14, run: click },
  { name: 'list open', share: 6, run: (doer) => command(doer, 'feedback list open'), says: /F-\d/ },
  { name: 'list mine', share: 6, run: (doer) => command(doer, 'feedback list mine'), says: /F-\d/ },
  { name: 'list overdue', share: 4, run: (doer) => command(doer, 'feedback list overdue'), says: /F-\d/ },
  {
    name: 'list of a customer',
    share: 4,
    run: (doer) => command(doer, `feedback list customer:"${customer(doer)}"`),
    says: /F-\d/,
  },
  { name: 'search', share: 4, run: (doer) => command(doer, `feedback list order ${item(doer)}`), says: /F-\d/ },
  { name: 'show', share: 6, run: (doer) => command(doer, `feedback F-${item(doer)}`), says: /F-\d/ },
  { name: 'who', share: 8, run: (doer) => command(doer, `who ${customer(doer)}`), says: /Customer \d/ },
  { name: 'owe', share: 2, run: (doer) => command(doer, 'owe'), says: /F-\d/ },
  { name: 'report', share: 2, run: (doer) => command(doer, 'report 7d'), says: /captured|answered|feedback/i },
  { name: 'home', share: 3, run: ({ driver, o, p }) => driver.event(homeOpened(idsOf.user(o, p))) },
  { name: 'API post', share: 10, run: post },
  { name: 'API customer', share: 4, run: (doer) => doer.api(`customers/${encodeURIComponent(customer(doer))}`) },
];

/** The `at`th of all acts, so that each has its share whatever the chance. */
export function actAt(at: number): Act {
  // 37 and 100 have no common divisor: a hundred in a row are all of them, mixed.
  let place = (at * 37) % 100;
  for (const act of acts) {
    if (place < act.share) return act;
    place -= act.share;
  }
  throw new Error('The shares do not make a hundred.');
}

/** The bot shows that it is at work, or acknowledges at the last moment: the answer itself comes later, by another way. */
export const isLate = ({ says }: Act, { body }: Acknowledged): boolean =>
  says !== undefined && (body === '' || (JSON.stringify(body)?.includes('One moment…') ?? false));

/** Null: the answer is right, or comes later. */
export function wrongIn(act: Act, answer: Acknowledged): string | null {
  const { name, says } = act;
  const { status, body } = answer;
  const words = JSON.stringify(body) ?? '';
  if (isLate(act, answer) || ((status === 200 || status === 201) && (!says || says.test(words)))) return null;
  return `${name}: ${status} ${words.slice(0, 300)}`;
}

const command = ({ driver, o, p, c }: Doer, line: string) =>
  driver.command(idsOf.user(o, p), line, idsOf.channel(o, c));

const below = ({ chance }: Doer, count: number): number => Math.floor(chance.between(0, count));
const pick = (doer: Doer, count: number): number => 1 + below(doer, count);
const customer = (doer: Doer): string => idsOf.customer(pick(doer, doer.crowd.customersEach));
const item = (doer: Doer): number => pick(doer, doer.crowd.itemsEach);

/** Every second names an owner; the others are the champion's, since these organisations have no rules. */
function capture(doer: Doer): string {
  const owner = below(doer, 2) === 0 ? ` owner:@person${pick(doer, doer.crowd.membersEach)}` : '';
  return `feedback "The refund never came, and nobody answers the phone (${item(doer)})." customer:"${customer(doer)}" topic:billing severity:high${owner}`;
}

/** Whoever owns it takes it up, on a message of the place. */
function click(doer: Doer): Promise<Acknowledged> {
  const { driver, o, c, crowd } = doer;
  const number = item(doer);
  const owner = 1 + (number % crowd.membersEach);
  return driver.press(idsOf.user(o, owner), {
    actionId: 'feedback.acknowledge',
    value: `F-${number}`,
    on: { channel: idsOf.channel(o, c), ts: `1700000000.${String(below(doer, 1_000_000)).padStart(6, '0')}` },
  });
}

function post(doer: Doer): Promise<Acknowledged> {
  const items = Array.from({ length: 2 }, (_, at) => ({
    text: `The app is slow today (${at}).`,
    customer: customer(doer),
    sourceId: `${below(doer, 2 ** 31)}-${at}`,
  }));
  return doer.api('feedback', { items });
}

const homeOpened = (user: string) => ({ type: 'app_home_opened', user, tab: 'home', channel: `D${user.slice(1)}` });
