/**
 * The door of ideas: proposals that answer for the customer. Which customers does it touch, and why would it
 * delight them? Meetings ask here for what is new; house.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { Actor, PersonRef, Surface } from '../../kernel/person.js';
import type { IdeasDeps } from './deps.js';

/** An idea as an agenda shows it. */
export interface AgendaIdea {
  readonly id: string;
  /** I-7 is 7. */
  readonly number: number;
  readonly title: string;
  readonly author: PersonRef;
  /** The answer to "Which customers does it touch?". */
  readonly touches: string;
  /** The answer to "Why would it delight them?". */
  readonly delights: string;
  readonly supportCount: number;
}

export interface IdeasRoom extends Feature {
  /** Ideas of the place that no meeting has discussed yet, the oldest first. */
  newIn(organisationId: string, placeId: string): Promise<readonly AgendaIdea[]>;
  /** A meeting discussed them: those that are still new move to discussed, with their history and their author told. */
  markDiscussed(
    ideaIds: readonly string[],
    by: { readonly organisationId: string; readonly actor: Actor | null; readonly surface: Surface },
  ): Promise<void>;
}

export function createIdeas(_deps: IdeasDeps): IdeasRoom {
  return {
    newIn: async () => [],
    markDiscussed: async () => {},
  };
}
