/** Starts a survey: who is asked is found in the background, and nothing leaves the house by itself. */

import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { dayNumberOf } from '../../kernel/time/calendar-date.js';
import { parseDuration } from '../../kernel/time/duration.js';
import { dateInZone, firstInstantAt } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import { startedCard, startForm } from './cards/survey-cards.js';
import { surveyRefusals as refusals } from './cards/survey-words.js';
import type { SurveysDeps } from './deps.js';
import type { Kind } from './kinds/kind.js';
import { kindNamed, kinds } from './kinds/kinds.js';
import { askGuess } from './one-thing/guess.js';
import { planningSweep } from './plan.js';
import { type Audience, limits, surveyNumbers } from './rules/survey.js';
import { usualTouchpoints } from './rules/touchpoints.js';
import { refuseOthers, viewOf } from './show.js';
import { insertSurvey, listSurveys } from './store/surveys.js';

/** What people say of a survey, by command or form. */
interface Typed {
  readonly kind: Kind;
  /** Details that the kind itself may know. */
  readonly details: Readonly<Record<string, string>>;
  /** `everyone`, `link`, or empty. */
  readonly word: string;
  readonly segment?: string | undefined;
  readonly customer?: string | undefined;
  readonly until?: string | undefined;
  readonly again?: string | undefined;
}

/** `survey start segment:Key until:2026-12-31 again:90d`; the form where nothing is said. */
export async function startByCommand(
  deps: SurveysDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  if (text.trim() === '' && Object.keys(details).length === 0) return openStart(deps, context);
  const [first = '', ...rest] = text.trim().toLowerCase().split(/\s+/u);
  const kind = kindNamed(first);
  const word = kind ? rest.join(' ') : text.trim().toLowerCase();
  return start(deps, { ...details, kind: kind ?? kinds.nps, details, word }, context);
}

/** The form. */
export async function openStart({ customers }: SurveysDeps, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const segments = await customers.segments(context.actor.organisationId);
  const offered = Object.values(kinds).map(({ name, label }) => ({ value: name, label: say(label) }));
  return openForm(startForm({ segments, kinds: offered, touchpoints: usualTouchpoints() }));
}

export function startByForm(deps: SurveysDeps, values: FormValues, context: InteractionContext): Promise<Reply> {
  const given = (name: string) =>
    typeof values[name] === 'string' && values[name].trim() !== '' ? values[name] : undefined;
  const to = given('to') ?? 'everyone';
  const again = given('again');
  const customer = given('customers');
  const more = {
    kind: kindNamed(given('kind') ?? '') ?? kinds.nps,
    details: Object.fromEntries(
      Object.keys(values).flatMap((name) => (given(name) === undefined ? [] : [[name, given(name) ?? '']])),
    ),
    until: given('until'),
    again: again !== undefined && /^\d+$/.test(again.trim()) ? `${again}d` : again,
  };
  if (customer !== undefined) return start(deps, { word: '', customer, ...more }, context);
  const segment = /^segment:(.*)$/su.exec(to)?.[1];
  return start(deps, segment === undefined ? { word: to, ...more } : { word: '', segment, ...more }, context);
}

async function start(deps: SurveysDeps, typed: Typed, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { outbox, clock, people } = deps;
  const { organisationId, id: createdById } = context.actor;
  const now = clock.now();
  const { settings } = await people.organisation(organisationId);
  const audience = await readAudience(deps, organisationId, typed);
  const endsAt = readEnd(typed.until, settings.timeZone, now);
  const restDays = readRest(typed.again);
  const { kind, details } = typed;
  const about = (await kind.readAbout?.(deps, organisationId, details)) ?? {};
  const id = newId(now);
  const planDueAt = audience.kind === 'link' ? null : now;
  await outbox.commit(async (tx) => {
    const open = await listSurveys(tx, { organisationId, at: now }, { limit: limits.open, offset: 0 });
    if (open.items.length >= limits.open) throw new InvalidInput('surveys.manyOpen', refusals.manyOpen(limits.open));
    const survey = {
      organisationId,
      id,
      kind: kind.name,
      about,
      audience,
      restDays,
      createdById,
      createdAt: now,
      endsAt,
      planDueAt,
    };
    const number = await insertSurvey(tx, survey);
    if (kind.name === 'onething') await outbox.enqueue(tx, askGuess(survey, context.place));
    const change = { organisationId, actorId: createdById, surface: context.platform };
    const after = { kind: kind.name, audience: audience.kind, restDays, endsAt };
    await people.audit(tx, { ...change, what: 'surveys.start', subject: surveyNumbers.nameOf(number), after });
  });
  // Whoever starts it sees the first numbers at once; the rest is for the sweep.
  if (planDueAt) await planningSweep(deps).run(now);
  return showCard(startedCard(await viewOf(deps, id, context)));
}

async function readAudience(
  { customers }: SurveysDeps,
  organisationId: string,
  { word, segment, customer }: Typed,
): Promise<Audience> {
  const given = [word || undefined, segment, customer].filter((each) => each !== undefined);
  if (given.length === 0) throw new InvalidInput('surveys.noAudience', refusals.noAudience());
  if (given.length > 1) throw new InvalidInput('surveys.twoAudiences', refusals.twoAudiences());
  if (word === 'link' || word === 'everyone') return { kind: word };
  if (segment !== undefined) return { kind: 'segment', segment: await customers.knownSegment(organisationId, segment) };
  if (customer === undefined) throw InvalidInput.field('surveys.unknownWord', 'text', refusals.unknownWord(word));
  return namedCustomers(customers, organisationId, customer);
}

const guessed = (typed: string, meant: string | null) => (meant === null ? undefined : { typed, meant });

/** One name, or several between semicolons. */
async function namedCustomers(
  customers: SurveysDeps['customers'],
  organisationId: string,
  typed: string,
): Promise<Audience> {
  const found = await customers.findSeveral({ organisationId, typed, most: limits.customers });
  if ('tooMany' in found)
    throw InvalidInput.field(
      'surveys.manyCustomers',
      'customer',
      refusals.manyCustomers(found.tooMany, limits.customers),
    );
  if ('unknown' in found) {
    const { unknown, guess } = found;
    throw InvalidInput.field(
      'surveys.customer',
      'customer',
      refusals.customer(unknown, guess),
      guessed(unknown, guess),
    );
  }
  if (found.ids.length === 0) throw new InvalidInput('surveys.noAudience', refusals.noAudience());
  return { kind: 'customers', ...found };
}

/** The instant after its last day; null: none is named. */
function readEnd(typed: string | undefined, timeZone: string, now: Date): Date | null {
  if (typed === undefined) return null;
  const today = dateInZone(timeZone, now);
  const last = parseDate(typed, 'until', { today, towards: 'future' });
  if (last < today) throw InvalidInput.field('surveys.past', 'until', refusals.past());
  return new Date(firstInstantAt(timeZone, (dayNumberOf(last) ?? 0) + 1));
}

const dayMs = 86_400_000;

function readRest(typed: string | undefined): number {
  if (typed === undefined) return limits.restDays;
  const days = Math.round(parseDuration(typed, 'again') / dayMs);
  if (days > limits.longestRestDays)
    throw InvalidInput.field('surveys.again', 'again', refusals.again(limits.longestRestDays));
  return days;
}
