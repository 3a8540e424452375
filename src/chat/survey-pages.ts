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

/** One that can be chosen. */
export interface Choice {
  /** As the page sends it. */
  readonly value: string;
  readonly label: string;
}

/** What is asked, in words. A scale is sent as `score`, a choice as `choice`. */
export type Question =
  | {
      readonly kind: 'scale';
      readonly legend: string;
      /** Whole numbers from `lowest` to `highest`. */
      readonly lowest: number;
      readonly highest: number;
      /** What the lowest and the highest mean: `not at all likely`. */
      readonly ends: readonly [string, string];
    }
  | { readonly kind: 'choices'; readonly legend: string; readonly choices: readonly Choice[] };

/** The name of the field that answers it, in a page and in a link of a mail. */
export const fieldOf = ({ kind }: Question): 'score' | 'choice' => (kind === 'scale' ? 'score' : 'choice');

/** All that can be chosen, in order. */
export function choicesOf(question: Question): readonly Choice[] {
  if (question.kind === 'choices') return question.choices;
  const { lowest, highest } = question;
  return Array.from({ length: highest - lowest + 1 }, (_, index) => String(lowest + index)).map((value) => ({
    value,
    label: value,
  }));
}

/** What `value` stands for; null: it can't be chosen. */
export const chosen = (question: Question, value: unknown): Choice | null =>
  choicesOf(question).find((choice) => choice.value === value) ?? null;

/** The page of a survey. */
export interface AnswerPage {
  readonly owner: PageOwner;
  readonly isOpen: boolean;
  /** What is sent again with this form replaces what was sent. */
  readonly formId: string;
  /** Whether a certain person is asked. */
  readonly isPersonal: boolean;
  /** What the question is about, in a sentence before it; null: it says so itself. */
  readonly about: string | null;
  readonly question: Question;
  /** Above the field for words; null: none are asked for. They can be left out. */
  readonly commentLabel: string | null;
  /** What becomes of it, below the thanks. */
  readonly thanks: string;
  /** What they answered before, as the page sends it; null: nothing. */
  readonly answer: { readonly value: string; readonly comment: string | null; readonly at: Date } | null;
  /** The token of their wishes; null: nobody is known. */
  readonly wishesToken: string | null;
}

/** The page of what somebody wants to be left out of. */
export interface WishesPage {
  readonly owner: PageOwner;
  /** Of `mailKinds`. */
  readonly unwanted: readonly string[];
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface SurveyPages {
  page(token: string): Promise<AnswerPage | null>;
  /** Whether this token is that of a link for everybody. */
  isForEverybody(token: string): boolean;
  /** Keeps an answer where answers are taken. null: no such page. Throws InvalidInput on the question's field and `comment`. */
  answer(token: string, sent: Readonly<Record<string, unknown>>): Promise<Pick<AnswerPage, 'owner' | 'isOpen'> | null>;
  wishes(token: string): Promise<WishesPage | null>;
  /** Keeps what they want to be left out of, all of it. */
  setWishes(token: string, unwanted: readonly string[]): Promise<WishesPage | null>;
  /** The lines of the file of links, in pieces. */
  links(organisationId: string, surveyId: string): AsyncIterable<string>;
}
