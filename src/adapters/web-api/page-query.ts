/** Which page of a collection a `GET` asks for. collections.ts says which parameters there are. */
import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.js';
import { type Fault, Problem } from '../http/problem.js';

/** An object of the parameters that there are. */
export type PageSchema<Page> = z.ZodType<Page> & { readonly shape: Readonly<Record<string, unknown>> };

/** A whole number out of an address, within bounds. @param error what is said of anything else */
export const wholeNumber = (least: number, most: number, error: string) =>
  z
    .string({ error })
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error })
    .meta({ type: 'integer', minimum: least, maximum: most });

/** How many entries a page has: 1 to 200, 50 where nobody says. */
export const limit = wholeNumber(1, 200, 'limit is a whole number from 1 to 200.').default(50);

/** What the room itself knows how to read. */
export const filter = (name: string, most: number) =>
  z.string({ error: `${name} is given once.` }).max(most, `There is no such ${name}.`);

/** @throws Problem 400 that names each wrong parameter. */
export function parsePage<Page>(schema: PageSchema<Page>, query: unknown): Page {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw faultyQuery(parsed.error.issues.flatMap((issue) => faultsOf(issue, Object.keys(schema.shape))));
}

/** The same for what only the room could tell; its fields are parameters. */
export function problemOfQuery(fields: FieldErrors): Problem | null {
  const errors = Object.entries(fields).map(([parameter, detail]) => ({ parameter, detail }));
  return errors.length > 0 ? faultyQuery(errors) : null;
}

/** A 400 that names each wrong parameter. */
export function faultyQuery(errors: readonly Fault[]): Problem {
  return new Problem(400, 'api.query', 'The address has parameters that can’t be used; "errors" names them.', {
    errors,
  });
}

function faultsOf(issue: z.core.$ZodIssue, known: readonly string[]): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ parameter: issue.path.join('.'), detail: issue.message }];
  const detail = `There is no such parameter. Known are ${known.join(', ')}.`;
  return issue.keys.map((parameter) => ({ parameter, detail }));
}
