/** What an idea is: the room's central type, as the store gives it and every rule takes it. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import type { Surface } from '../../../kernel/person.js';

/** The states of an idea. */
export const ideaStates = ['new', 'discussed', 'trying', 'adopted', 'parked'] as const;
/** One of `ideaStates`. */
export type IdeaState = (typeof ideaStates)[number];

/**
 * In characters, or in how many there may be. All answers together fit into one message of every platform, so that
 * what was written is always shown whole.
 */
export const limits = {
  title: 150,
  touches: 1_000,
  delights: 2_000,
  problem: 2_000,
  benefit: 1_000,
  evidence: 1_000,
  experience: 1_000,
  access: 1_000,
  /** Feedback cited by one idea. */
  links: 50,
  /** Known customers and segments named. */
  customers: 20,
  why: 1_000,
  change: 1_000,
  metric: 200,
  value: 60,
  learned: 2_000,
  comment: 3_000,
} as const;

/** The answers of the form; the first two are always there. */
export interface Answers {
  readonly title: string;
  /** "Which customers does this touch?" */
  readonly touches: string;
  /** "Why would it delight them?" */
  readonly delights: string;
  /** "What problem or opportunity is behind it?" */
  readonly problem: string | null;
  /** "What is the greatest benefit?" */
  readonly benefit: string | null;
  /** "How do we know?", as written; what it cites is kept beside it. */
  readonly evidence: string | null;
  /** "What will they experience?" */
  readonly experience: string | null;
  /** "How would someone use it who cannot see, hear, or use a mouse?" */
  readonly access: string | null;
}

/** A proposal with its answers about the customer. */
export interface Idea extends Answers {
  readonly id: string;
  readonly organisationId: string;
  readonly number: number;
  readonly segments: readonly string[];
  readonly authorId: string;
  readonly placeId: string | null;
  readonly postedAt: Date;
  readonly surface: Surface;
  readonly state: IdeaState;
  readonly movedAt: Date | null;
  /** null: a meeting moved it, or nobody did. */
  readonly movedById: string | null;
  readonly movedWhy: string | null;
  /** On how many agendas it had been when it was no longer new. */
  readonly settledAfter: number | null;
  readonly supportCount: number;
  readonly commentCount: number;
}

/** I-7. */
export const ideaNumbers = numbered({
  letter: 'I',
  room: 'ideas',
  named: phrase('An idea is named by its number'),
  list: 'ideas',
});

/** `I-7`. */
export const ideaName = ideaNumbers.nameOf;
