/** What a person did, in neutral terms: made by the adapters, handled by the router. */
import type { Actor, PlaceRef, Platform } from '../kernel/person.js';
import type { FormValues } from './form.js';
import type { MessageRef } from './messenger.js';

/** Through what somebody acts: where people write to the bot, or (`api`) a program that a person gave a key of theirs. */
export type Through = Platform | 'api';

/** Who, where, when, and through what. */
export interface InteractionContext {
  /** The platform's id of this event, so that a repeated delivery is handled once. */
  readonly interactionId: string;
  readonly platform: Through;
  readonly actor: Actor;
  /** The channel or chat; null in a private chat with the bot and on home pages. */
  readonly place: PlaceRef | null;
}

/** Who looks at something, and where. Neither the platform nor the event that led to it matters. */
export type Viewer = Pick<InteractionContext, 'actor' | 'place'>;

/** A message of somebody's that is being captured (message shortcut, message action). */
export interface CapturedMessage {
  /** The platform's id of the message, so that two captures of it are one feedback. */
  readonly sourceId: string;
  readonly text: string;
  /** Who wrote it, as a name to show. */
  readonly author: string;
  /** The company that the author is from, where it is another one than ours and the platform names it. */
  readonly company?: string;
  readonly link?: string;
  /** True: no form can be opened to ask for more, so it is captured as it is. */
  readonly atOnce?: true;
}

/** Words to the bot that were not typed as a command. */
export interface Said {
  readonly text: string;
  /** The bot's message in whose thread it was said; null: a line by itself. */
  readonly repliesTo: MessageRef | null;
}

/** What a person did: typed, pressed, submitted, captured or answered. */
export type Interaction =
  /** A typed line after `/customer` or the mention, e.g. `feedback "so slow" customer:Acme`. */
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'action'; readonly action: string; readonly value: string }
  | { readonly kind: 'submit'; readonly form: string; readonly subject: string; readonly values: FormValues }
  | { readonly kind: 'capture'; readonly message: CapturedMessage }
  /** The reaction by which a message was captured was removed. `sourceId`: of the captured message. */
  | { readonly kind: 'uncapture'; readonly sourceId: string }
  /** An answer in the thread of one of the bot's messages. In a private chat one that no room hears is read as a command. */
  | { readonly kind: 'said'; readonly said: Said }
  /** Somebody says by a reaction that what the bot's message is about is done. `key`: of the living message. */
  | { readonly kind: 'done'; readonly key: string };
