/** Turns what was typed after `away` and `hours`, or into their forms, into values; every problem at once. */
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { parseDate } from '../../kernel/time/read-date.js';
import { parseZone } from '../../kernel/time/zone.js';
import { wordsFor } from './cards/refusals.js';
import { readHours } from './rules/notation.js';
import { refuse } from './settings/setting.js';

/** A field that `read` reads; its InvalidInput becomes the field's problem beside those of the other fields. */
function field<T>(read: (typed: string) => T) {
  return z.string({ error: wordsFor.missing }).transform((typed, context) => {
    try {
      return read(typed);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
}

const zone = field((typed) => parseZone(typed, 'zone'));
const hours = field((typed) => readHours(typed) ?? refuse(wordsFor.hours()));

const absence = (today: string) =>
  z.object({
    until: field((typed) => parseDate(typed, 'until', { today, towards: 'future' })),
    delegate: z.string({ error: wordsFor.missing }).optional(),
  });

/** `until`: the day of return, `YYYY-MM-DD`, as said on the day `today`. `delegate`: a member still to be found. */
export const readAbsenceDraft = (values: unknown, today: string): z.infer<ReturnType<typeof absence>> =>
  readAll(absence(today), values);

const ownTime = z.object({ hours, zone }).partial();

export const readOwnTimeDraft = (values: unknown): z.infer<typeof ownTime> => readAll(ownTime, values);

function readAll<T extends z.ZodType>(schema: T, values: unknown): z.infer<T> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message] as const);
  const messages = problems.map(([, message]) => message);
  throw new InvalidInput('people.invalid', messages.join(' '), Object.fromEntries(problems));
}
