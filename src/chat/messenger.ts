/** The port through which cards reach people: each platform implements it, only delivery calls it. */
import type { Card } from './card.js';

/** What customers get mails about, and may want to be left out of. */
export const mailKinds = ['surveys', 'earlyTests', 'notices'] as const;
/** One of `mailKinds`. */
export type MailKind = (typeof mailKinds)[number];

/** What mails are about: what customers get, and what colleagues ask for. */
export const mailTopics = [...mailKinds, 'newsletter'] as const;
/** One of `mailTopics`. */
export type MailTopic = (typeof mailTopics)[number];

/** Where a message goes: a place, a place's thread, one member privately, or somebody by mail. Ids are ours. */
export type Destination =
  | { readonly kind: 'place'; readonly placeId: string }
  | { readonly kind: 'member'; readonly memberId: string }
  | PersonDestination;

/** Whoever gets a mail, by our ids: somebody at a customer, or by what they subscribed to. */
export interface PersonDestination {
  readonly kind: 'person';
  readonly organisationId: string;
  readonly personId: string;
  /** What the mail is about, so that its way out fits. Absent: surveys. */
  readonly about?: MailTopic;
}

/** Where a sent message stands, as its platform names it; opaque to everyone but that adapter. */
export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}

/**
 * Refusals that people can do something about; delivery's notice says what. Adapters translate their platform's codes
 * into these; a code that fits none of them is kept as it is.
 */
export const refusals = [
  'place_not_found',
  'not_a_member',
  'archived',
  'not_permitted',
  'person_gone',
  'person_closed',
  'destination_not_connected',
  'mail_server',
  'too_long',
] as const;
/** Why a platform refused a message, in our words. */
export type KnownRefusal = (typeof refusals)[number];

/** Refusals after which messages wait until somebody has solved the problem, instead of being given up. */
export const mendable = ['not_a_member', 'archived', 'destination_not_connected'] as const satisfies KnownRefusal[];

/** The outcome of a send that was stopped by one of them. Repeated so rarely that delivery keeps trying for a week. */
export const heldUp = (reason: (typeof mendable)[number]) =>
  ({ kind: 'retry', reason, waitSeconds: 3_600, wantsMending: true }) as const satisfies SendOutcome;

/**
 * How a send ended. "The platform refused" (`permanent`: the champion is told) is not "not now"
 * (`retry`, after `waitSeconds` when the platform named one). A throw is a defect of the adapter.
 */
export type SendOutcome =
  | {
      readonly kind: 'sent';
      readonly ref: MessageRef;
      /** Real milliseconds for which the platform takes no further message there; delivery waits that long. */
      readonly restMs?: number;
    }
  | {
      readonly kind: 'retry';
      readonly reason: string;
      readonly waitSeconds?: number;
      /** True: the connection broke after the request was sent, so it may have arrived. A reminder is not repeated then. */
      readonly mayHaveArrived?: boolean;
      /** True: waiting alone does not solve it. Somebody is told what to do while the message waits. */
      readonly wantsMending?: boolean;
    }
  /** `reason`: a known refusal where one fits. */
  | { readonly kind: 'permanent'; readonly reason: string }
  /** The message to edit, or the thread to post in, is not there any more: delivery posts anew. */
  | { readonly kind: 'gone'; readonly reason: string };

/** What is to be known of a message beside its card. */
export interface PostOptions {
  readonly threadOf?: MessageRef;
  /** True: it will be edited for as long as it stands, so a platform may offer to bring it up to date. */
  readonly isLiving?: boolean;
  /** Names this message among all that the bot ever posts; the platform keeps it with the message where it can. */
  readonly mark?: string;
}

/** A message that may stand somewhere without our knowing, because its sender never heard how its post ended. */
export interface Sought {
  /** As it was posted under. */
  readonly mark: string;
  readonly to: Destination;
  readonly threadOf?: MessageRef;
  /** Not posted before. */
  readonly since: Date;
  /** Where messages to the same destination stand, as the platform names it; null: none is known. */
  readonly channel: string | null;
}

/** What a look for a message found. */
export type Sighting =
  /** Oldest first; empty: it never arrived. */
  | { readonly kind: 'looked'; readonly refs: readonly MessageRef[] }
  /** The platform does not let the bot look there. */
  | { readonly kind: 'blind'; readonly reason: string }
  | Extract<SendOutcome, { readonly kind: 'retry' }>;

/** One attempt each, with the adapter's own deadline; never retries by itself. */
export interface Messenger {
  post(to: Destination, card: Card, options?: PostOptions): Promise<SendOutcome>;
  /** Edits a living message. */
  update(ref: MessageRef, card: Card): Promise<SendOutcome>;
  /** Looks for what was posted under a mark. */
  find(sought: Sought): Promise<Sighting>;
  /** Deletes a message of the bot. Answers whether it is gone now. */
  remove(ref: MessageRef): Promise<boolean>;
}

/** How a renderer names people to its platform. The adapter fills it before rendering, so that rendering stays pure. */
export interface NameLookup {
  /** The platform's own id of a member of ours; undefined: shown as `@name`, which pings nobody. */
  externalId(memberId: string): string | undefined;
}
