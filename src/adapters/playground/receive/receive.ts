/** Turns what a person of the playground said, clicked or filled in into an interaction; routes.ts and the story call it. */

import { parseCommand } from '../../../chat/command-line.js';
import type { FormValues } from '../../../chat/form.js';
import type { CapturedMessage, Interaction } from '../../../chat/interaction.js';
import { cardToText } from '../../../chat/plain-text.js';
import type { Reply } from '../../../chat/reply.js';
import { done } from '../../../chat/reply.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/id.js';
import type { Actor, PlaceRef } from '../../../kernel/person.js';
import { noSuchThing } from '../../http/problem.js';
import type { CommandHint } from '../../platform/platform-deps.js';
import type { Finder } from '../people/find.js';
import type { PlaygroundDeps } from '../ports.js';
import { parseFormId } from '../render/render-form.js';
import type { Asked } from '../reply/reply.js';
import { inboxChannel, placeChannel, placeIdOf } from '../send/channels.js';
import type { Events } from '../send/events.js';
import type { PlaygroundStore, StoredMessage } from '../send/store.js';
import { commandIn } from './command-in.js';

/** The action that stands for Slack's message shortcut and Teams' message action "Capture feedback". */
export const captureAction = 'message.capture';

export interface Said {
  /** A member's id or handle. */
  readonly as: string;
  /** A place's id or name; null: the person's private chat with the bot. */
  readonly place: string | null;
  readonly text: string;
  /** The message in whose thread it is said; null or absent: a line by itself. */
  readonly thread?: string | null;
}

export interface Clicked {
  readonly as: string;
  readonly message: string;
  readonly action: string;
  readonly value: string;
  /** The page's own address, `http://localhost:3000`: a captured message is linked with it. */
  readonly origin: string;
}

export interface Submitted {
  readonly as: string;
  readonly form: string;
  readonly values: FormValues;
}

/** `said`: the message that was stored, when the line was talk among people and no command. */
export interface Received {
  readonly reply: Reply;
  readonly asked: Asked;
  readonly said: StoredMessage | null;
}

/** What a visitor can do as somebody of the company. */
export interface Receive {
  say(line: Said): Promise<Received>;
  click(click: Clicked): Promise<Received>;
  submit(form: Submitted): Promise<Received>;
}

export interface ReceiveDeps extends Pick<PlaygroundDeps, 'clock' | 'handle' | 'commands'> {
  readonly store: PlaygroundStore;
  readonly events: Events;
  readonly find: Finder;
}

/** Turns a visitor's requests into interactions and hands them to the router. */
export function createReceive(deps: ReceiveDeps): Receive {
  return {
    async say({ as, place: typedPlace, text, thread }) {
      const person = await deps.find.person(as, 'as');
      if (thread) return answerIn(deps, person, { text, thread });
      const place = typedPlace === null ? null : await deps.find.place(typedPlace, 'place');
      const command = commandIn(text, { isPrivate: place === null });
      if (command === null) return talk(deps, person, { place, text });
      const reply = await hand(deps, { person, place }, { kind: 'command', text: command });
      return { reply, asked: askedBy(person, place, withoutSecret(text, command, deps.commands())), said: null };
    },
    async click(click) {
      const person = await deps.find.person(click.as, 'as');
      const message = await messageOf(deps.store, click.message);
      const place = await placeOf(deps.find, message.askedIn ?? message.channel);
      const reply = await hand(deps, { person, place }, await interactionOf(deps, click, message));
      return { reply, asked: askedBy(person, place, null), said: null };
    },
    async submit({ as, form: id, values }) {
      const person = await deps.find.person(as, 'as');
      const { form, subject, placeId } = parseFormId(id);
      const place = placeId === null ? null : await deps.find.place(placeId, 'form');
      const reply = await hand(deps, { person, place }, { kind: 'submit', form, subject, values });
      return { reply, asked: askedBy(person, place, null), said: null };
    },
  };
}

interface Where {
  readonly person: Actor;
  readonly place: PlaceRef | null;
}

function hand({ clock, handle }: ReceiveDeps, { person, place }: Where, interaction: Interaction): Promise<Reply> {
  return handle(interaction, { interactionId: newId(clock.now()), platform: 'playground', actor: person, place });
}

/** What was asked is kept with its answer, but no secret: `/customer brief calendar …`. */
function withoutSecret(line: string, command: string, commands: readonly CommandHint[]): string {
  const parsed = parseCommand(command, commands);
  if (!('command' in parsed) || !parsed.command.isSecret) return line;
  const { name } = parsed.command;
  const isAlone = parsed.kind === 'command' && parsed.line.text.trim() === '';
  return isAlone ? line : `${line.slice(0, line.indexOf(command))}${name} …`;
}

function askedBy(person: Actor, place: PlaceRef | null, line: string | null): Asked {
  return { memberId: person.id, channel: place ? placeChannel(place.id) : inboxChannel(person.id), line };
}

async function talk(deps: ReceiveDeps, person: Actor, line: { place: PlaceRef | null; text: string }) {
  const asked = askedBy(person, line.place, null);
  const said = await deps.store.add({ channel: asked.channel, authorId: person.id, text: line.text }, deps.clock.now());
  deps.events.publish({ kind: 'posted', channel: said.channel, id: said.id, isNew: true });
  return { reply: done, asked, said };
}

/** An answer in a thread: kept where everybody of the channel reads it, and heard by the bot when it answers the bot. */
async function answerIn(deps: ReceiveDeps, person: Actor, line: { thread: string; text: string }): Promise<Received> {
  const { channel, id, authorId } = await messageOf(deps.store, line.thread);
  const place = await placeOf(deps.find, channel);
  if (!place && channel !== inboxChannel(person.id)) {
    const sentence = 'Answer in a thread of a place, or of your own private chat with the bot.';
    throw InvalidInput.field('playground.thread', 'thread', sentence);
  }
  const message = { channel, threadId: id, authorId: person.id, text: line.text };
  const said = await deps.store.add(message, deps.clock.now());
  deps.events.publish({ kind: 'posted', channel, id: said.id, isNew: true });
  const repliesTo = { channel, message: id };
  const reply = authorId
    ? done
    : await hand(deps, { person, place }, { kind: 'said', said: { text: line.text, repliesTo } });
  return { reply, asked: askedBy(person, place, null), said };
}

async function messageOf(store: PlaygroundStore, id: string): Promise<StoredMessage> {
  const message = /^\d{1,18}$/.test(id) ? await store.byId(id) : null;
  if (message) return message;
  const sentence = `There is no message “${id.slice(0, 40)}”: take its id from /playground/api/messages.`;
  throw noSuchThing('playground.message', 'message', sentence);
}

async function placeOf(find: Finder, channel: string): Promise<PlaceRef | null> {
  const placeId = placeIdOf(channel);
  return placeId === null ? null : find.place(placeId, 'message');
}

async function interactionOf(deps: ReceiveDeps, click: Clicked, message: StoredMessage): Promise<Interaction> {
  if (click.action !== captureAction) return { kind: 'action', action: click.action, value: click.value };
  return { kind: 'capture', message: await capturedMessage(deps.find, message, click.origin) };
}

async function capturedMessage(find: Finder, message: StoredMessage, origin: string): Promise<CapturedMessage> {
  if (message.card) {
    const sentence = `“${cardToText(message.card).split('\n', 1)[0]}” is a card of the bot: capture what a person said.`;
    throw InvalidInput.field('playground.captureCard', 'message', sentence);
  }
  const author = message.authorId === null ? 'Empty Chair' : await find.nameOf(message.authorId);
  const link = `${origin}/#${message.channel}/${message.id}`;
  return { sourceId: message.id, text: message.text ?? '', author, link };
}
