/** Customers' words about what they chose, with the feedback that was made of them; never those of confidential feedback. */
import type { SurveysDeps } from '../deps.js';
import type { Priorities } from '../rules/priorities.js';
import { chooseQuotes, quoteCount } from '../rules/quotes.js';
import type { Survey } from '../rules/survey.js';
import { drawWritten, type WrittenAnswer } from '../store/chosen.js';

/** Words that may be told to everybody. */
export interface Voice extends WrittenAnswer {
  /** 12 of the F-12 that was made of it; null: none was. */
  readonly feedbackNumber: number | null;
}

/** By this source feedback knows answers of pages. */
export const pageSource = 'page';
/** What feedback knows an answer by; the same for whatever is sent again with its form. */
export const itemOf = ({ formId }: Pick<WrittenAnswer, 'formId'>): string => `choice:${formId}`;

/** Without those whose feedback is confidential. */
export async function tellable(
  { feedback }: Pick<SurveysDeps, 'feedback'>,
  organisationId: string,
  written: readonly WrittenAnswer[],
): Promise<readonly Voice[]> {
  const numbers = await feedback.numbersFrom(organisationId, pageSource, written.map(itemOf));
  // Without a viewer: what may be told to a whole place.
  const glimpses = await feedback.glimpse(organisationId, { numbers: [...numbers.values()] }, null);
  const told = new Set(glimpses.flatMap(({ number, excerpt }) => (excerpt === null ? [] : [number])));
  return written.flatMap((each) => {
    const feedbackNumber = numbers.get(itemOf(each)) ?? null;
    return feedbackNumber === null || told.has(feedbackNumber) ? [{ ...each, feedbackNumber }] : [];
  });
}

/** So many are drawn of each touchpoint, since some may be confidential. */
const drawnOfEach = 4 * quoteCount;

/** Five at most, as rules/quotes.ts chooses them. */
export async function quotesOf(deps: SurveysDeps, { organisationId, id }: Survey, { priorities }: Priorities) {
  const drawn = await drawWritten(deps.database, { organisationId, surveyId: id }, drawnOfEach);
  const voices = await tellable(
    deps,
    organisationId,
    drawn.filter(({ comment }) => /[\p{L}\p{N}]/u.test(comment)),
  );
  const byTouchpoint = new Map<string, Voice[]>();
  for (const voice of voices) byTouchpoint.set(voice.choice, [...(byTouchpoint.get(voice.choice) ?? []), voice]);
  return chooseQuotes(byTouchpoint, priorities);
}
