/** What customers see and send on the bot's own pages, without its looks: the room surveys fills it, an adapter serves it. */

/** Whose page it is, and how it looks. */
export interface PageOwner {
  /** The organisation's name. */
  readonly name: string;
  /** `#1f5fbf` */
  readonly colour: string;
  /** A sentence of theirs; null: none. */
  readonly words: string | null;
}

/** The page of a survey. */
export interface AnswerPage {
  readonly owner: PageOwner;
  readonly isOpen: boolean;
  /** What is sent again with this form replaces what was sent. */
  readonly formId: string;
  /** Whether a certain person is asked. */
  readonly isPersonal: boolean;
  /** What they answered before; null: nothing. */
  readonly answer: { readonly score: number; readonly comment: string | null; readonly at: Date } | null;
  /** The token of their wishes; null: nobody is known. */
  readonly wishesToken: string | null;
}

/** The page of what somebody wants to be left out of. */
export interface WishesPage {
  readonly owner: PageOwner;
  /** `surveys`, `earlyTests` */
  readonly unwanted: readonly string[];
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface SurveyPages {
  page(token: string): Promise<AnswerPage | null>;
  /** Whether this token is that of a link for everybody. */
  isForEverybody(token: string): boolean;
  /** Keeps an answer where answers are taken. null: no such page. Throws InvalidInput on `score` and `comment`. */
  answer(token: string, sent: Readonly<Record<string, unknown>>): Promise<Pick<AnswerPage, 'owner' | 'isOpen'> | null>;
  wishes(token: string): Promise<WishesPage | null>;
  /** Keeps what they want to be left out of, all of it. */
  setWishes(token: string, unwanted: readonly string[]): Promise<WishesPage | null>;
  /** The lines of the file of links, in pieces. */
  links(organisationId: string, surveyId: string): AsyncIterable<string>;
}
