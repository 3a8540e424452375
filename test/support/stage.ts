/**
 * Where stories are played: people say, press and fill in, and read what the bot sent them. This stage is the
 * rooms, the router and delivery on a real database; adapters bring stages of their own for the same stories.
 */

import type { PlatformDeps } from '../../src/adapters/platform/platform-deps.js';
import { type BotOptions, composeBot } from '../../src/bot.js';
import type { Block, ButtonAction, Card } from '../../src/chat/card.js';
import type { Directory } from '../../src/chat/directory.js';
import type { Form, FormValues } from '../../src/chat/form.js';
import type { Interaction } from '../../src/chat/interaction.js';
import { cardToText } from '../../src/chat/plain-text.js';
import type { Reply } from '../../src/chat/reply.js';
import type { WorkspaceSetup } from '../../src/features/people/index.js';
import type { House, HouseOptions } from '../../src/house.js';
import { newId } from '../../src/kernel/id.js';
import { createLogger, type Logger } from '../../src/kernel/logger.js';
import { acrossOrganisations, callsAcross, type Database } from '../../src/storage/database.js';
import { currentScope, none } from '../../src/storage/scope.js';
import { createTestClock, type TestClock } from './clock.js';
import { messengerPlatforms } from './messenger-platforms.js';
import { behindWall } from './models.js';
import { createRecordingMessenger, type RecordedSend, type RecordingMessenger } from './recording-messenger.js';

/** What every stage offers: the rooms alone (this file) and Slack (slack-stage.ts). Stories need no more. */
export interface SharedStage {
  readonly clock: TestClock;
  readonly house: House;
  /** Our ids by handle and place name. */
  readonly id: (name: string) => string;
  /** `who` types a line, in a place or (null) privately. */
  say(who: string, line: string, place?: string | null): Promise<Reply>;
  /** A line in their private chat with the bot, typed as a message and not as a command. */
  tell(who: string, text: string): Promise<Reply>;
  /** Presses the button with this label on a card, or the one beside the line with these words. Throws when there is none. */
  press(who: string, label: string, on: Card, beside?: string): Promise<Reply>;
  fill(who: string, form: Form, values: FormValues): Promise<Reply>;
  /** `who` answers in the thread of a card that stands in their private chat, or in `place`. */
  answer(who: string, text: string, on: Card, place?: string | null): Promise<Reply>;
  /** `who` writes to the people of a place; the bot is not meant. */
  write(who: string, text: string, place: string): Posted;
  /** "Capture feedback" in the menu of what somebody wrote. */
  capture(who: string, posted: Posted): Promise<Reply>;
  /** What stands in somebody's private chat with the bot, edited as it is now, oldest first. */
  inbox(who: string): readonly Card[];
  /** What stands in a place, without its threads. */
  place(name: string): readonly Card[];
  /** What stands in the threads of a place. */
  threads(name: string): readonly Card[];
  /** What a screen reader reads out of a card that was posted: charts too, whose numbers stand in words there. */
  aloud(card: Card): string;
  /** How many messages were posted (not edited) to somebody. */
  postCount(who: string): number;
  stop(): Promise<void>;
}

/** What somebody wrote in a place. */
export interface Posted {
  readonly by: string;
  readonly text: string;
  readonly place: string;
  /** The platform's, within the place. */
  readonly id: string;
}

export interface Stage extends SharedStage {
  readonly messenger: RecordingMessenger;
  interact(who: string, interaction: Interaction, place?: string | null): Promise<Reply>;
  /** What stands on the Home tab of `who`. */
  home(who: string): Promise<Card>;
}

export interface StageOptions {
  readonly database: Database;
  readonly workspace: WorkspaceSetup;
  readonly start?: string;
  readonly log?: Logger;
  /** Of calendars; absent: there is none. */
  readonly fetchCalendar?: HouseOptions['fetchCalendar'];
  /** Of what customers are elsewhere; absent: nothing is asked. */
  readonly customerSources?: HouseOptions['customerSources'];
  /** Where others reach the bot; absent: on this machine, of which Slack and Teams show no links. */
  readonly baseUrl?: HouseOptions['baseUrl'];
  /** Of what themes mean; absent: no model is asked. */
  readonly embed?: HouseOptions['embed'];
  /** Of webhooks; absent: nothing is sent to them. */
  readonly webhooks?: HouseOptions['webhooks'];
  /** What sends mail to customers; absent: none is sent. */
  readonly mail?: BotOptions['mail'];
  /** Who is in which place; absent: everybody is everywhere. */
  readonly directory?: Directory;
}

export async function createStage(options: StageOptions): Promise<Stage> {
  const {
    workspace,
    start,
    fetchCalendar,
    customerSources,
    baseUrl,
    mail,
    embed,
    webhooks,
    directory = null,
  } = options;
  const database = behindWall(options.database);
  const clock = createTestClock(start);
  const { log = createLogger(process.env.TEST_LOG ?? 'silent') } = options;
  const messenger = createRecordingMessenger();
  let home: PlatformDeps['home'] | undefined;
  const built = (deps: PlatformDeps) => {
    home = deps.home;
  };
  const platforms = messengerPlatforms(messenger, { directory, built });
  const { house, handle, scheduler } = await composeBot({
    database,
    log,
    clock,
    platforms,
    fetchCalendar,
    // A busy machine takes its time.
    calendarPatienceMs: 60_000,
    customerSources,
    baseUrl,
    mail,
    embed,
    webhooks,
  });
  const people = callsAcross('operator', house.people);
  const { delivery } = house;
  const connected = await people.connectWorkspace(workspace);
  clock.drive(scheduler);
  const ids = new Map<string, string>();
  for (const { externalId, handle, name } of workspace.members) {
    ids.set(handle ?? name, connected.memberIds.get(externalId) ?? '');
  }
  for (const { externalId, name } of workspace.places) ids.set(`#${name}`, connected.placeIds.get(externalId) ?? '');
  const id = (name: string) => {
    const found = ids.get(name);
    if (!found) throw new Error(`Nobody and nothing here is called ${name}.`);
    return found;
  };

  /** Where somebody was when they were given an answer or a form: what they do with it, they do there. */
  const answeredIn = new WeakMap<Card | Form, string | null>();

  async function interact(who: string, interaction: Interaction, place: string | null = null): Promise<Reply> {
    const actor = await people.actorOf(id(who));
    if (!actor) throw new Error(`${who} can’t act.`);
    const where = place === null ? null : { id: id(place), name: place.slice(1) };
    const reply = await handle(interaction, { interactionId: '', platform: 'playground', actor, place: where });
    if (reply.kind === 'card') answeredIn.set(reply.card, place);
    if (reply.kind === 'form') answeredIn.set(reply.form, place);
    await delivery.drain();
    return reply;
  }

  async function homeOf(who: string): Promise<Card> {
    const actor = await people.actorOf(id(who));
    if (!actor || !home) throw new Error(`${who} has no home.`);
    return home({ interactionId: '', platform: 'playground', actor, place: null });
  }

  /** Where a card stands: a name of a place, or null for what only one person sees. */
  function standsIn(card: Card): string | null {
    const answered = answeredIn.get(card);
    if (answered !== undefined) return answered;
    const shown = messenger.sent.find((send) => send.card === card);
    const to = messenger.sent.find((send) => send.how === 'post' && send.ref.message === shown?.ref.message)?.to;
    return to?.kind === 'place' ? ([...ids].find(([, ours]) => ours === to.placeId)?.[0] ?? null) : null;
  }

  return {
    clock,
    house: { ...askedFreely(house), database: options.database },
    messenger,
    id,
    interact,
    home: homeOf,
    say: (who, text, place = null) => interact(who, { kind: 'command', text }, place),
    tell: (who, text) => interact(who, { kind: 'command', text }),
    press: (who, label, on, beside) => {
      const { action, value } = buttonOf(on, label, beside);
      return interact(who, { kind: 'action', action, value }, standsIn(on));
    },
    fill: (who, form, values) => {
      const { form: name, subject } = form;
      return interact(who, { kind: 'submit', form: name, subject, values }, answeredIn.get(form) ?? null);
    },
    answer: (who, text, on, place = null) => {
      const repliesTo = messenger.sent.find(({ card }) => card === on)?.ref ?? null;
      return interact(who, { kind: 'said', said: { text, repliesTo } }, place);
    },
    write: (by, text, place) => ({ by, text, place, id: newId(clock.now()) }),
    capture: (who, { by, text, place, id: sourceId }) => {
      const author = workspace.members.find(({ handle }) => handle === by)?.name ?? by;
      const message = { sourceId, text, author, link: `https://chat.example/${sourceId}` };
      return interact(who, { kind: 'capture', message }, place);
    },
    inbox: (who) => standing(messenger.sent, (send) => send.to?.kind === 'member' && send.to.memberId === id(who)),
    place: (name) => standing(messenger.sent, (send) => isIn(send, id(name)) && !send.threadOf),
    threads: (name) => standing(messenger.sent, (send) => isIn(send, id(name)) && send.threadOf !== undefined),
    aloud: text,
    postCount: (who) => messenger.sent.filter(({ to }) => to?.kind === 'member' && to.memberId === id(who)).length,
    stop: () => delivery.stop(),
  };
}

/**
 * What a test asks by itself, without somebody's command before it, is for all organisations: of the rooms, and of
 * whatever they hold. What people do goes through the router, which says for whom.
 */
export function askedFreely<T>(asked: T): T {
  if (Array.isArray(asked)) return asked.map(askedFreely) as T;
  if (typeof asked !== 'object' || asked === null || asked instanceof Map || asked instanceof Date) return asked;
  return new Proxy(asked, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof found !== 'function') return key === 'database' ? found : askedFreely(found);
      return (...args: unknown[]) => {
        const ask = () => Reflect.apply(found, target, args) as unknown;
        return currentScope() === none ? acrossOrganisations('operator', ask) : ask();
      };
    },
  });
}

const isIn = ({ to }: RecordedSend, placeId: string) => to?.kind === 'place' && to.placeId === placeId;

/** Posts that match, each as its latest edit shows it. */
function standing(sent: readonly RecordedSend[], matches: (send: RecordedSend) => boolean): Card[] {
  const posts = sent.filter((send) => send.how === 'post' && matches(send));
  return posts.map((post) => sent.filter(({ ref }) => ref.message === post.ref.message).at(-1)?.card ?? post.card);
}

/** Throws when the card has none of this label, or none beside these words. */
export function buttonOf(card: Card, label: string, beside?: string): ButtonAction {
  const buttons = (beside === undefined ? card.blocks : besideOf(card.blocks, beside)).flatMap(buttonsOfBlock);
  const found = buttons.find((button) => button.label === label);
  if (found) return found;
  const where = beside === undefined ? '' : ` beside “${beside}”`;
  throw new Error(
    `“${card.title}” has no button “${label}”${where}, only: ${buttons.map((button) => button.label).join(', ')}.`,
  );
}

/** The lines that say these words, each with the buttons right below it where a platform can't put them beside. */
function besideOf(blocks: readonly Block[], words: string): readonly Block[] {
  return blocks.flatMap((block, at) => {
    if (!cardToText({ title: '', summary: '', blocks: [block] }).includes(words)) return [];
    const below = blocks[at + 1];
    const isBelow = block.kind !== 'row' || block.action === undefined;
    return isBelow && below?.kind === 'actions' ? [block, below] : [block];
  });
}

function buttonsOfBlock(block: Block): ButtonAction[] {
  const actions = block.kind === 'actions' ? block.actions : block.kind === 'row' && block.action ? [block.action] : [];
  return actions.filter((action) => action.kind === 'button');
}

/** A card's buttons. */
export const buttonsIn = (card: Card): readonly ButtonAction[] => card.blocks.flatMap(buttonsOfBlock);

/** Their labels. */
export const buttonLabels = (card: Card): string[] => buttonsIn(card).map(({ label }) => label);

/** The one card there is; throws when there are more or none. */
export function only(cards: readonly Card[]): Card {
  const [card] = cards;
  if (card && cards.length === 1) return card;
  throw new Error(`Expected one card, there are ${cards.length}: ${cards.map(({ title }) => title).join(' | ')}`);
}

export const titles = (cards: readonly Card[]): string[] => cards.map(({ title }) => title);

/** As somebody would read it aloud. */
export const text = (card: Card | undefined): string => (card ? cardToText(card) : '');

export function cardOf(reply: Reply): Card {
  if (reply.kind === 'card') return reply.card;
  throw new Error(`Expected a card, got ${JSON.stringify(reply)}`);
}

/** The address behind a button that opens one; empty: there is none. */
export function linkOn(card: Card, label: string): string {
  const found = card.blocks
    .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
    .find((action) => action.label === label);
  return found?.kind === 'openLink' ? found.url : '';
}

export function formOf(reply: Reply): Form {
  if (reply.kind === 'form') return reply.form;
  throw new Error(`Expected a form, got ${JSON.stringify(reply)}`);
}
