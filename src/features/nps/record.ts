/** What people type in of a customer: one score, by the command or its form. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import { recordedCard } from './cards/small-cards.js';
import type { NpsDeps } from './deps.js';
import { npsShape } from './rules/metric.js';
import { readScore, refuse } from './schema.js';
import { lineOf } from './show.js';
import { findMetric } from './store/metrics.js';
import { take } from './take.js';

/** `score 9 COMMENT`. */
export async function scoreByCommand(
  deps: NpsDeps,
  { text, details }: Pick<CommandLine, 'text' | 'details'>,
  context: InteractionContext,
): Promise<Reply> {
  // `9/10` and `9 out of 10` are a 9.
  const [, outOfTen, said] = /^(\d{1,2})\s*(?:\/|out of)\s*10(?!\d)[,:;–—-]?(.*)$/isu.exec(text) ?? [];
  const [first = ''] = text.split(/\s/u, 1);
  const [score, comment] =
    outOfTen === undefined ? [first, text.slice(first.length).trimStart()] : [outOfTen, (said ?? '').trimStart()];
  const { customer, segment, date } = details;
  const [, quotedWords = comment.replace(/^[–—-]\s+/u, '')] = /^["“„](.*)["”“]$/su.exec(comment) ?? [];
  return record(
    deps,
    { score: score.replace(/[,:;–—-]$/u, ''), comment: quotedWords, customer, segment, date },
    context,
  );
}

export function scoreByForm(
  deps: NpsDeps,
  { formId, values }: { readonly formId: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const { score, comment, customer, date } = values;
  // A form is its author's own: an id that somebody else made up is none of theirs.
  const sourceId = isId(formId) ? { sourceId: `form:${context.actor.id}:${formId}` } : {};
  return record(deps, { score, comment, customer, date, ...sourceId }, context);
}

async function record(deps: NpsDeps, typed: FormValues, context: InteractionContext): Promise<Reply> {
  const { date, ...item } = typed;
  const { organisationId } = context.actor;
  const organisation = await deps.people.organisation(organisationId);
  const { timeZone } = organisation.settings;
  const now = deps.clock.now();
  const givenAt = givenOn(date, dateInZone(timeZone, now));
  const read = readScore({ ...item, givenAt }, now, timeZone);
  if ('problems' in read) {
    const { givenAt: fault, ...problems } = read.problems;
    refuse(fault === undefined ? problems : { ...problems, date: fault });
    throw new Error('Problems were found and none was named.');
  }
  const { actor, place, platform } = context;
  const [taken] = await take(deps, [{ draft: read.draft, shape: npsShape }], {
    organisationId,
    actor,
    place,
    surface: platform,
    source: platform,
  });
  const metric = await findMetric(deps.database, organisationId, npsShape.name);
  const line = metric && (await lineOf(deps, metric, organisation));
  const isNobody = read.draft.customer !== undefined && deps.customers.isNobody(read.draft.customer, organisation.name);
  const shown = { ...read.draft, isNobody, newCustomer: taken?.newCustomer };
  return showCard(recordedCard(shown, line, taken?.isNew ? String(taken.id) : null));
}

/** A day as people say it; an instant stays one. */
function givenOn(typed: FormValues[string], today: string): FormValues[string] {
  if (typeof typed !== 'string' || typed.trim() === '' || /\dT\d/u.test(typed)) return typed;
  return parseDate(typed, 'date', { today, towards: 'past' });
}
