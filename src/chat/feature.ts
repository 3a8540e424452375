/** The shape of a room's door: everything it handles, by id. Read by the router and the app only. */
import type { DueWork } from '../kernel/due-work.js';
import type { Block, Card, Line } from './card.js';
import type { CommandLine, DetailSpec } from './command-line.js';
import type { AskedOfCustomer, CustomerPart, Moved } from './customer-part.js';
import type { Figure } from './figures.js';
import type { FormValues } from './form.js';
import type { HomePart, HomeReader } from './home-pages.js';
import type { CapturedMessage, InteractionContext, Said, Viewer } from './interaction.js';
import type { ReadMeant } from './meant.js';
import type { MessageRef } from './messenger.js';
import type { Cut } from './pages.js';
import type { AskedAs } from './plain-question.js';
import type { Reply } from './reply.js';
import type { ToldEvent } from './told-events.js';

/** Something that people can type, with its help and its handler. */
export interface Command {
  /** First word, or two where the second is fixed: `feedback`, `feedback list`. */
  readonly name: string;
  /** As the help shows it: `feedback TEXT [customer: topic:]`. */
  readonly usage: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** Lines as people type them, for the help; each can be read as it stands. */
  readonly examples?: readonly string[];
  /** Questions in plain words that it answers; it must show something and change nothing. */
  readonly asked?: readonly AskedAs[];
  /** What the help of this command adds for this person: the present state of what it changes. */
  readonly explain?: (context: InteractionContext) => Promise<readonly Block[]>;
  /** Who may use it; the router refuses others and names the champion. Default: everyone. */
  readonly allowed?: 'everyone' | 'champion';
  /** The `key:value` details that the line may carry. */
  readonly details?: readonly DetailSpec[];
  /** Its text is somebody's words, or a name: where they look like another command, the router asks first. */
  readonly keeps?: KeptWords;
  /** True: what is typed behind it is a secret, so that no answer ever shows the line again. */
  readonly isSecret?: true;
  handle(line: CommandLine, context: InteractionContext): Promise<Reply>;
}

/** Words that a command keeps or looks for. */
export interface KeptWords {
  /** What the router asks: `Is this what a customer said?` */
  readonly asks: string;
  /** On the button that says yes. */
  readonly button: string;
  /** The part of the text that is kept; absent: all of it. */
  readonly of?: (text: string) => string;
  /** What its own room reads in them. */
  readonly meant?: ReadMeant;
}

/** What a delivery worker is to send, made from the state as it is at that moment. `skip`: no longer true, send nothing. */
export type Dispatch =
  | { readonly kind: 'send'; readonly card: Card }
  | { readonly kind: 'skip'; readonly reason: string };

/** How a send ended: where the message is now, or why it failed for good. `mayHaveArrived`: unknown, and not repeated. */
export type Settlement = { readonly ref: MessageRef } | { readonly failed: string; readonly mayHaveArrived?: boolean };

/** A kind of message that must arrive; see delivery/. Its key is `room.what`. */
export interface Outgoing {
  /** Reads the state again just before sending, so that what was resolved a second ago is not nudged. */
  compose(payload: unknown, organisationId: string): Promise<Dispatch>;
  /** True: nothing in it is internal, so that it may go to a place where people of other companies read. */
  readonly forOutsiders?: true;
  /** Called once, after the send has ended. */
  settled?(payload: unknown, outcome: Settlement, organisationId: string): Promise<void>;
}

/** Work that falls due by the clock. The scheduler asks every second, in every copy of the bot, for all sweeps at once. */
export interface Sweep extends DueWork {
  /**
   * SQL, made by the room's store: one instant, the earliest at which there is something to do, or null. A look-up in
   * an index, as storage's `dueNext` writes it.
   */
  readonly due: { readonly strings: readonly string[]; readonly values: readonly unknown[] };
}

/** What one room adds to a card that gathers from all of them; empty `blocks`: nothing to say. */
export interface Chapter {
  readonly blocks: readonly Block[];
  /** How many things it speaks of. */
  readonly count: number;
  /** When the customer was last heard from, as far as this room knows. */
  readonly lastContactAt?: Date | null;
}

/** Something new or changed that an agenda shows beside the number. */
export interface AgendaNews {
  /** `NPS`, `S-3` */
  readonly name: string;
  readonly line: Line;
}

/** The time that a report looks at: `from` inclusive, `until` exclusive. */
export interface ReportPeriod {
  readonly from: Date;
  readonly until: Date;
}

/** Of whom people type names. */
export type NameKind = 'customer' | 'member';

/** The names of one kind that a room knows. */
export interface NameBook {
  /** How many of the words, from the first on, are the longest known name; 0: none is known. */
  longest(organisationId: string, words: readonly string[]): Promise<number>;
  /** The known names most like what was typed, which is not known just so; at most three. */
  alike(organisationId: string, typed: string): Promise<readonly string[]>;
  /** Those that forms offer, by name; at most 99. */
  known?(organisationId: string): Promise<readonly string[]>;
  /** Somebody said that `typed` means this known one: from now on it is found so. */
  agree?(typed: string, name: string, context: InteractionContext): Promise<void>;
}

/** A room's door: everything that it answers to. The router and the app read it. */
export interface Feature {
  /** The name of this room in the log: `Feedback`. */
  readonly title?: string;
  /** What `help NAME` tells about, and the line that says so. */
  readonly topic?: { readonly name: string; readonly about: string };
  /** What the next person should know of a customer before a conversation, for `who NAME`. Costs one statement. */
  readonly customerPart?: (asked: AskedOfCustomer) => Promise<CustomerPart>;
  /** Its part says whom of us a customer spoke with: the card of an item of theirs asks such rooms alone. */
  readonly tellsContacts?: true;
  /** How the customers' own number moved around these moments: their last within 60 days before and after; those with both. */
  readonly movedAround?: (
    organisationId: string,
    moments: readonly { readonly customerId: string; readonly at: Date }[],
  ) => Promise<readonly Moved[]>;
  /** A cut of what this room keeps of a customer, the newest first, a block each; only what this viewer may see. */
  readonly aboutCustomer?: (customerId: string, viewer: Viewer, cut: Cut) => Promise<Chapter>;
  /** What the asker owes in this room, for `owe`. */
  readonly owedBy?: (context: InteractionContext) => Promise<Chapter>;
  /** What this room adds to the card of the number: who was asked for it. */
  readonly besideNumber?: (organisationId: string) => Promise<readonly Block[]>;
  /** What this room adds to "The number" of an agenda, of what is new after `since` (null: ever); empty: nothing. */
  readonly agendaNews?: (organisationId: string, since: Date | null) => Promise<readonly AgendaNews[]>;
  /** What this room adds to the card of a piece of feedback (the ideas that cite it); only what this viewer may see. */
  readonly aboutFeedback?: (feedbackId: string, context: InteractionContext) => Promise<Chapter>;
  /** What larger thing a piece of feedback is a part of, on its owner's card and everybody's; no words of customers. */
  readonly partOf?: (of: { readonly organisationId: string; readonly feedbackId: string }) => Promise<readonly Block[]>;
  /** What is left to do, and came back, once a piece of feedback is resolved; for its owner alone. @param ids its own, and those of its parts */
  readonly afterResolution?: (organisationId: string, ids: readonly string[]) => Promise<readonly Block[]>;
  /** What this room adds to the cards of these ideas, by idea; what a whole place may read. */
  readonly besideIdeas?: (organisationId: string, ideaIds: readonly string[]) => Promise<ReadonlyMap<string, Block>>;
  /** How well this room's habit goes in the period, for `report`; definitions stand in the room's docstrings. */
  readonly reportOn?: (period: ReportPeriod, context: InteractionContext) => Promise<Chapter>;
  /** What this room measures, of which alerts can be set; the names that this organisation has. */
  readonly figures?: (organisationId: string) => Promise<readonly Figure[]>;
  /** What this room tells to webhooks. */
  readonly toldEvents?: readonly ToldEvent[];
  /** What this room shows on a person's home page. */
  readonly atHome?: (context: InteractionContext) => Promise<Chapter>;
  /** What this room shows on the web home and on walls; each costs few statements, however large the organisation is. */
  readonly homeParts?: (reader: HomeReader) => Promise<readonly HomePart[]>;
  /**
   * Words that a person wrote to the bot which are no command: an answer in the thread of one of the bot's messages,
   * or a line in the private chat. null: not meant for this room; the next one is asked.
   */
  readonly hears?: (said: Said, context: InteractionContext) => Promise<Reply | null>;
  /**
   * Somebody says, by a reaction to the bot's message, that this is done. `key` is that of the living message (`feedback:ID`).
   * null: not this room's, or nothing to ask of this person.
   */
  readonly marksDone?: (key: string, context: InteractionContext) => Promise<Reply | null>;
  readonly nameBooks?: Readonly<Partial<Record<NameKind, NameBook>>>;
  /** The line that shows what this text names and says nothing more: `F-12` gives `feedback F-12`. null: not this room's. */
  readonly shows?: (text: string) => string | null;
  /** What this room would do about words that look like one of its commands. */
  readonly meant?: ReadMeant;
  readonly commands?: readonly Command[];
  /** By action id, `room.verb`. */
  readonly actions?: Readonly<Record<string, (value: string, context: InteractionContext) => Promise<Reply>>>;
  /** By form id, `room.verb`. */
  readonly forms?: Readonly<
    Record<string, (subject: string, values: FormValues, context: InteractionContext) => Promise<Reply>>
  >;
  /** The message shortcut "Capture feedback". One room has it. */
  readonly capture?: (message: CapturedMessage, context: InteractionContext) => Promise<Reply>;
  /** The reaction that captured a message was removed: a slip of the finger is taken back. Beside `capture`. */
  readonly uncapture?: (sourceId: string, context: InteractionContext) => Promise<Reply>;
  readonly outgoing?: Readonly<Record<string, Outgoing>>;
  readonly sweeps?: readonly Sweep[];
}
