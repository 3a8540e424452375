/** Adds an alert, changes it, takes it off and brings it back. For the champion and admins; each has a way back. */

import type { CommandLine } from '../../chat/command-line.js';
import type { Figure } from '../../chat/figures.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { alertText, conditionText, refusals, watchRefusal } from './cards/alert-words.js';
import type { AlertsDeps } from './deps.js';
import { allFigures } from './figures.js';
import { type Alert, alertName, alertNumbers, limits } from './rules/alert.js';
import { showAlert } from './show.js';
import { findAlert, insertAlert, listAlerts, lockAlert, saveAlert, startWatch } from './store/alerts.js';
import { NoWatch, readWatch, type Watch } from './watch.js';

type Typed = Readonly<Partial<Record<'over' | 'segment' | 'to' | 'then', string>>>;
type Told = Pick<Alert, 'placeId' | 'memberId'>;

/** `alert add "nps < 20" segment:Key over:30d to:#sales then:"call the three largest"`. */
export async function addAlert(deps: AlertsDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { actor, place } = context;
  const { organisationId, id: createdById } = actor;
  const { watch, figure } = await readTyped(deps, organisationId, line.text);
  const details: Typed = line.details;
  const now = deps.clock.now();
  const alert = {
    ...{ organisationId, id: newId(now), createdById, createdAt: now },
    ...{ figure: figure.name, unit: figure.unit, sign: watch.sign, bound: watch.bound },
    days: readDays(details.over) ?? watch.days ?? figure.usualDays,
    segment: await segmentOf(deps, organisationId, { figure, typed: details.segment }),
    thenDo: readThen(details.then),
    ...((await toldTo(deps, organisationId, details.to)) ?? {
      placeId: place?.id ?? null,
      memberId: place === null ? createdById : null,
    }),
  };
  let number = 0;
  await deps.outbox.commit(async (tx) => {
    if ((await listAlerts(tx, organisationId)).length >= limits.alerts) throw refusals.many();
    number = await insertAlert(tx, alert);
    await startWatch(tx, organisationId, now);
    await audit(deps, tx, { what: 'alerts.add', number, after: noted(alert) }, context);
  });
  return showAlert(deps, number, context, say('Added. It is told once when it begins, and once when it ends.'));
}

/** `alert change AL-1 "nps < 10" over:14d`: what is not named stays. */
export async function changeAlert(deps: AlertsDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { organisationId } = context.actor;
  const text = line.text.trim();
  const [name = ''] = text.split(/\s/u, 1);
  const typed = text.slice(name.length).trim();
  const number = alertNumbers.read(name);
  const details: Typed = line.details;
  if (typed === '' && Object.keys(details).length === 0) throw refusals.nothingChanged();
  const known = await findAlert(deps.database, organisationId, number);
  if (!known) throw alertNumbers.notFound(number);
  const read = typed === '' ? null : await readTyped(deps, organisationId, unquoted(typed));
  const figure = read?.figure ?? (await figureOf(deps, known));
  const now = deps.clock.now();
  const days = readDays(details.over) ?? read?.watch.days ?? known.days;
  const segment =
    details.segment === undefined
      ? known.segment
      : await segmentOf(deps, organisationId, { figure, typed: details.segment });
  const told = await toldTo(deps, organisationId, details.to);
  let [before, notedBefore] = ['', ''];
  await deps.outbox.commit(async (tx) => {
    const alert = await lockAlert(tx, organisationId, number);
    if (!alert) throw alertNumbers.notFound(number);
    before = alertText(alert);
    notedBefore = noted(alert);
    const thenDo = details.then === undefined ? alert.thenDo : readThen(details.then);
    const condition = read
      ? { figure: read.figure.name, unit: read.figure.unit, sign: read.watch.sign, bound: read.watch.bound }
      : {};
    // When another thing is watched, it begins anew, quietly.
    const isOther = read !== null || days !== alert.days || segment !== alert.segment;
    const fresh = { firingSince: null, value: null, count: null, valueBefore: null, checkedAt: null };
    const after = { ...alert, ...condition, days, segment, thenDo, ...told, ...(isOther && fresh) };
    await saveAlert(tx, after);
    await startWatch(tx, organisationId, now);
    await audit(deps, tx, { what: 'alerts.change', number, before: notedBefore, after: noted(after) }, context);
  });
  return showAlert(deps, number, context, say('Changed. Before it was: {before}.', { before }));
}

/** Takes it off, or brings it back. @param typed `AL-1` */
export async function setRemoved(
  deps: AlertsDeps,
  typed: string,
  isRemoved: boolean,
  context: InteractionContext,
): Promise<Reply> {
  const { actor } = context;
  const { organisationId } = actor;
  if (!canAdminister(actor.role)) throw refusals.notYours();
  const number = alertNumbers.read(typed);
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const alert = await lockAlert(tx, organisationId, number);
    if (!alert) throw alertNumbers.notFound(number);
    if ((alert.removedAt !== null) === isRemoved) return;
    if (!isRemoved && (await listAlerts(tx, organisationId)).length >= limits.alerts) throw refusals.many();
    await saveAlert(tx, { ...alert, removedAt: isRemoved ? now : null, firingSince: null, checkedAt: null });
    if (!isRemoved) await startWatch(tx, organisationId, now);
    const what = isRemoved ? 'alerts.remove' : 'alerts.restore';
    await audit(deps, tx, { what, number, after: noted(alert) }, context);
  });
  return showAlert(
    deps,
    number,
    context,
    isRemoved ? say('Taken off: it tells nothing any more.') : say('It is back.'),
  );
}

/** As it can be typed: the audit log keeps it for readers of every language. */
const noted = (alert: Pick<Alert, 'figure' | 'sign' | 'bound' | 'unit' | 'segment' | 'days'>): string =>
  [conditionText(alert), ...(alert.segment === null ? [] : [`segment:${alert.segment}`]), `over:${alert.days}d`].join(
    ' ',
  );

interface Noted {
  readonly what: 'alerts.add' | 'alerts.change' | 'alerts.remove' | 'alerts.restore';
  readonly number: number;
  readonly before?: string;
  readonly after: string;
}

function audit(
  { people }: AlertsDeps,
  tx: Transaction,
  { what, number, before, after }: Noted,
  { actor, platform }: InteractionContext,
): Promise<void> {
  const { organisationId, id: actorId } = actor;
  const entry = { organisationId, what, actorId, surface: platform, subject: alertName(number), after } as const;
  return people.audit(tx, before === undefined ? entry : { ...entry, before });
}

const unquoted = (typed: string): string => typed.replaceAll(/["“”„«»]/gu, '').trim();

async function readTyped(
  deps: AlertsDeps,
  organisationId: string,
  typed: string,
): Promise<{ readonly watch: Watch; readonly figure: Figure }> {
  const figures = await allFigures(deps, organisationId);
  try {
    const watch = readWatch(unquoted(typed), figures);
    const figure = figures.find(({ name }) => name === watch.figure);
    if (!figure) throw new Error('A figure that was read is there.');
    return { watch, figure };
  } catch (error) {
    throw error instanceof NoWatch ? watchRefusal(error.fault, figures) : error;
  }
}

/** One that is measured no more is known by no segment. */
async function figureOf(deps: AlertsDeps, { organisationId, figure: name }: Alert) {
  const figures = await allFigures(deps, organisationId);
  return figures.find((figure) => figure.name === name) ?? { name, takesSegment: false };
}

/** `7d`, `2 weeks`; null: nothing was typed. */
function readDays(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  const [, count, unit] = /^(\d{1,4}) ?(d|days?|w|weeks?)?$/iu.exec(typed.trim()) ?? [];
  const days = Number(count ?? Number.NaN) * (/^w/iu.test(unit ?? '') ? 7 : 1);
  if (days >= 1 && days <= limits.days) return days;
  throw refusals.over();
}

async function segmentOf(
  { customers }: AlertsDeps,
  organisationId: string,
  { figure, typed }: { readonly figure: Pick<Figure, 'name' | 'takesSegment'>; readonly typed: string | undefined },
): Promise<string | null> {
  if (typed === undefined || /^(?:none|all)?$/iu.test(typed.trim())) return null;
  if (!figure.takesSegment) throw refusals.noSegments(figure.name);
  return customers.knownSegment(organisationId, typed);
}

function readThen(typed: string | undefined): string | null {
  const words = (typed ?? '').replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
  const { length } = [...words];
  if (length > limits.thenDo) throw refusals.longThen(length);
  return words === '' || /^none$/iu.test(words) ? null : words;
}

/** `#sales` or `@maya`; null: nobody was named. */
async function toldTo({ people }: AlertsDeps, organisationId: string, typed: string | undefined): Promise<Told | null> {
  if (typed === undefined) return null;
  const isPlace = /^\s*(?:#|<#)/u.test(typed);
  if (isPlace) return { placeId: (await people.findPlace(organisationId, typed, 'to')).id, memberId: null };
  return { placeId: null, memberId: (await people.findMember(organisationId, typed, 'to')).id };
}
