/** What each kind of survey says and does; one small file for each of them beside this one. */
import type { Block } from '../../../chat/card.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import type { Question } from '../../../chat/survey-pages.js';
import type { Transaction } from '../../../storage/database.js';
import type { SurveysDeps } from '../deps.js';
import type { Given } from '../rules/answer.js';
import type { About, KindName } from '../rules/survey.js';
import type { CountedSurvey } from '../store/surveys.js';

/** A question as a customer reads it, on the page and in the mail. */
export interface Asked {
  readonly question: Question;
  /** Above the field for words; null: none are asked for. */
  readonly commentLabel: string | null;
  /** Below the thanks. */
  readonly thanks: string;
  readonly mail: {
    /** The subject of the mail and its first line. */
    readonly title: string;
    /** What to press, and what happens then. */
    readonly how: string;
  };
}

/** An answer with whose it is. */
export interface TakenAnswer extends Given {
  /** What is sent again under it replaces what was sent. */
  readonly formId: string;
  /** The customer's name; null: nobody is known. */
  readonly customer: string | null;
}

/** One kind of survey. */
export interface Kind {
  readonly name: KindName;
  /** In the form that starts one: `Would they recommend us?` */
  readonly label: string;
  /** Behind `S-1: `, with who is asked as it stands in a sentence: `would all customers recommend us?` */
  title(about: About, audience: string): string;
  /** @param name the organisation's */
  asks(about: About, name: string): Asked;
  /** What a survey of this kind is about, of the details that were typed. Throws InvalidInput. Absent: nothing. */
  readAbout?(deps: SurveysDeps, organisationId: string, details: Readonly<Record<string, string>>): Promise<About>;
  /** What else follows from answers of different forms, in their transaction. Absent: they are kept, and nothing else. */
  take?(deps: SurveysDeps, tx: Transaction, organisationId: string, taken: readonly TakenAnswer[]): Promise<void>;
  /** What the answers say to this viewer, below how the survey goes. Absent: another card says it. */
  results?(
    deps: SurveysDeps,
    survey: CountedSurvey,
    viewer: Pick<InteractionContext, 'actor'>,
  ): Promise<readonly Block[]>;
}
