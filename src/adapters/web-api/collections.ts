/** What can be sent in and listed, and where; the routes are the same for all of it (collection-routes.ts). */
import { z } from 'zod';
import * as schemas from './description/schemas.js';
import type { FeedbackIntake, Intake, IntakeResult, Kind, ScoreIntake } from './intakes.js';
import { filter, limit, type PageSchema, wholeNumber } from './page-query.js';
import { fieldsOf, type Picked } from './reading.js';

/** What a room takes in and gives out. */
export interface Collection<Result extends IntakeResult, Page extends { readonly limit: number }, Entry> {
  readonly kind: Kind;
  readonly path: string;
  readonly room: Intake<Result, Page, Entry>;
  readonly pageSchema: PageSchema<Page & Picked>;
  /** What a client calls the item by. */
  readonly idOf: (result: Result) => string;
  /** The `after` of the page behind this entry. */
  readonly afterOf: (entry: Entry) => string | number;
}

/** What can be asked of the list of feedback. */
export const feedbackPage = z.strictObject({
  after: wholeNumber(0, 2_147_483_647, 'after is the number of the last item seen: 12 for F-12.')
    .optional()
    .meta({ description: '12 for F-12.' }),
  limit,
  // Which there are, the room knows.
  state: filter('state', 40).optional(),
  fields: fieldsOf(Object.keys(schemas.feedback.shape)),
});

/** What can be asked of the list of scores. */
export const scorePage = z.strictObject({
  after: filter('after', 60).optional().meta({ description: 'Only what comes after the score of this id.' }),
  limit,
  metric: filter('metric', 200).optional(),
  fields: fieldsOf(Object.keys(schemas.score.shape)),
});

export function feedbackCollection(room: FeedbackIntake) {
  return collection({
    kind: 'feedback',
    path: '/api/v1/feedback',
    room,
    pageSchema: feedbackPage,
    idOf: ({ number }) => `F-${number}`,
    afterOf: ({ number }) => number,
  });
}

export function scoreCollection(room: ScoreIntake) {
  return collection({
    kind: 'scores',
    path: '/api/v1/scores',
    room,
    pageSchema: scorePage,
    idOf: ({ id }) => id,
    afterOf: ({ id }) => id,
  });
}

/** Fits the types of one room together. */
function collection<Result extends IntakeResult, Page extends { readonly limit: number }, Entry>(
  each: Collection<Result, Page, Entry>,
): Collection<Result, Page, Entry> {
  return each;
}
