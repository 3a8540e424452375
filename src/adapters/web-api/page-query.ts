/** Which page of feedback a `GET /api/v1/feedback` asks for. */
import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.js';
import type { FeedbackPage } from './feedback-intake.js';
import { type Fault, Problem } from './problem.js';

const wholeNumber = (least: number, most: number, error: string) =>
  z
    .string({ error })
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });

const pageSchema = z.strictObject({
  after: wholeNumber(0, 2_147_483_647, 'after is the number of the last item seen: 12 for F-12.').optional(),
  limit: wholeNumber(1, 200, 'limit is a whole number from 1 to 200.').default(50),
  // Which there are, the room knows.
  state: z.string({ error: 'state is given once.' }).max(40, 'There is no such state.').optional(),
});

/** @throws Problem 400 that names each wrong parameter. */
export function parsePage(query: unknown): FeedbackPage {
  const parsed = pageSchema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw unusable(parsed.error.issues.flatMap(faultsOf));
}

/** The same for what only the room could tell; its fields are parameters. */
export function problemOfQuery(fields: FieldErrors): Problem | null {
  const errors = Object.entries(fields).map(([parameter, detail]) => ({ parameter, detail }));
  return errors.length > 0 ? unusable(errors) : null;
}

function unusable(errors: readonly Fault[]): Problem {
  return new Problem(400, 'api.query', 'The address has parameters that can’t be used; "errors" names them.', {
    errors,
  });
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ parameter: issue.path.join('.'), detail: issue.message }];
  const detail = `There is no such parameter. Known are ${Object.keys(pageSchema.shape).join(', ')}.`;
  return issue.keys.map((parameter) => ({ parameter, detail }));
}
