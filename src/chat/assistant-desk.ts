/**
 * What assistants of people (programs that speak the Model Context Protocol) may ask, in neutral terms: the web API serves it,
 * a room answers it. Nothing here holds what is confidential: it is counted, also for those who may read it in the chat.
 */
import type { Actor } from '../kernel/person.js';
import type { Card } from './card.js';

/** A piece of feedback as an assistant reads it; never a confidential one. Instants are ISO 8601. */
export interface AssistantFeedback {
  /** `F-12` */
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly severity: string | null;
  readonly topic: string | null;
  /** The customer's words. */
  readonly text: string | null;
  readonly customer: string | null;
  readonly owner: string | null;
  readonly capturedAt: string;
  readonly saidAt: string | null;
  readonly promiseEndsAt: string | null;
  readonly resolvedAt: string | null;
  readonly outcome: string | null;
}

/** Which lists of feedback there are for assistants. */
export const assistantLists = ['open', 'mine', 'overdue', 'resolved', 'all'] as const;
/** One of `assistantLists`. */
export type AssistantList = (typeof assistantLists)[number];

/** Which feedback is asked for. */
export interface FeedbackAsked {
  readonly which: AssistantList;
  /** As somebody types it. */
  readonly customer?: string | undefined;
  readonly segment?: string | undefined;
  readonly topic?: string | undefined;
}

/** A page of feedback, and how much there is. */
export interface FeedbackFound {
  readonly items: readonly AssistantFeedback[];
  /** Of what is not confidential. */
  readonly totalCount: number;
  /** How much is confidential besides; null where the question is about a customer or words, which would tell of whom it is. */
  readonly confidentialCount: number | null;
}

/** What somebody learned about customers. */
export interface AssistantLearning {
  readonly text: string;
  readonly customer: string | null;
  readonly by: string | null;
  readonly at: string;
}

/** How a piece of feedback ended, as the form asks it. */
export interface AssistantResolution {
  readonly outcome: string;
  readonly customerTold: string;
  readonly rootCauseCategory: string;
  readonly rootCause: string;
  readonly prevention: string;
}

/** What an assistant has captured. */
export interface AssistantCapture {
  readonly text: string;
  readonly customer?: string | undefined;
  readonly topic?: string | undefined;
  readonly severity?: string | undefined;
}

/** The commands that show something to everybody, by what an assistant calls them. */
export const shownToAssistants = { number: 'nps', themes: 'themes', ideas: 'ideas' } as const;

/** One of them. */
export type ShownToAssistants = keyof typeof shownToAssistants;

/** What is typed behind such a command. */
export interface ShownLine {
  readonly text: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Each question is asked for a person, in their organisation; errors that they can correct are ExpectedErrors. */
export interface AssistantDesk {
  /** What waits for this person besides feedback: follow-ups, questions, summaries. null: nothing. */
  alsoOwed(actor: Actor): Promise<{ readonly count: number; readonly card: Card } | null>;
  list(actor: Actor, asked: FeedbackAsked, limit: number): Promise<FeedbackFound>;
  /** Those that say most of these words, the best first; by an index, however many items there are. */
  search(
    actor: Actor,
    asked: FeedbackAsked & { readonly words: string },
    limit: number,
  ): Promise<readonly AssistantFeedback[]>;
  feedback(actor: Actor, number: number): Promise<AssistantFeedback>;
  /** The profile of a customer; throws where nobody, or more than one, is called so. */
  customer(actor: Actor, name: string): Promise<object>;
  /** What everybody sees by this command of a room. */
  shown(actor: Actor, what: ShownToAssistants, line: ShownLine): Promise<Card>;
  learnings(actor: Actor, sinceDays: number, limit: number): Promise<readonly AssistantLearning[]>;
  /** As it would be on the table now; null: this person has no meeting ahead. */
  nextAgenda(actor: Actor): Promise<{ readonly startsAt: string; readonly card: Card } | null>;
  /** @param source the key's name */
  captureWords(
    actor: Actor,
    captured: AssistantCapture,
    source: string,
  ): Promise<{ readonly id: string; readonly newCustomer?: string }>;
  resolve(actor: Actor, number: number, resolution: AssistantResolution): Promise<AssistantFeedback>;
}
