/**
 * The door of feedback. A customer said something that wants an answer: it is captured, routed to one owner,
 * and the ladder nudges until it is resolved with root cause and prevention; then everybody hears how it ended.
 * capture.ts takes it in, correct.ts puts it right, lifecycle.ts moves it on, reminders.ts does what the clock asks, outgoing.ts composes
 * what is sent, show.ts and listing.ts answer, rule-admin.ts changes who gets what.
 */

import { z } from 'zod';
import type { Feature, ReportPeriod } from '../../chat/feature.js';
import type { FormValues } from '../../chat/form.js';
import type { Undoing } from '../../chat/import-book.js';
import type { CapturedMessage, InteractionContext } from '../../chat/interaction.js';
import { shownBy } from '../../chat/numbered.js';
import { done, openForm } from '../../chat/reply.js';
import { ExpectedError } from '../../kernel/errors.js';
import { phrase } from '../../kernel/language/say.js';
import { formatInstant } from '../../kernel/time/format.js';
import type { Transaction } from '../../storage/database.js';
import type { Recount } from '../people/index.js';
import { type AgendaFeedbackDoor, agendaDoor } from './agenda.js';
import { deedOf, refuseOthers } from './amend.js';
import {
  askEdit,
  askJoin,
  askWhatIsWrong,
  askWithdraw,
  bringBack,
  mayHaveComeBack,
  takeEdit,
  takeJoin,
  takeWithdrawal,
  uncapture,
} from './ask-correction.js';
import { askHowItEnded, atHome } from './at-home.js';
import { captureForm, handOverForm, reopenForm, resolveForm, waitForm } from './cards/forms.js';
import { misfit } from './cards/refusals.js';
import { captureOne, createCommands } from './commands.js';
import { showAnew, withdraw } from './correct.js';
import { customerPart } from './customer-part.js';
import { decide, resolveLike, sayTheSame, showAlike } from './decide-alike.js';
import type { FeedbackDeps, OnSaidSolved } from './deps.js';
import { fieldList } from './fields.js';
import { type FeedbackForAssistants, forAssistants } from './for-assistants.js';
import { type FeedbackGlimpse, glimpse, type Sought } from './glimpse.js';
import { homeParts } from './home-parts.js';
import { wordsSweep } from './index-words.js';
import { check, type FeedbackView, type IntakeSource, intake, page } from './intake.js';
import * as lifecycle from './lifecycle.js';
import { feedbackList } from './listing.js';
import { createOutgoing } from './outgoing.js';
import { pictureOf } from './picture.js';
import { promiseList } from './promise-admin.js';
import { filledIn, numberOf, parse } from './read-command.js';
import { clockRecount, recountSweep } from './recount.js';
import { promiseReminders } from './reminders.js';
import { reportOn } from './report-on.js';
import type { OnResolved, ResolvedItem } from './resolved-item.js';
import { routeList } from './rule-admin.js';
import { commandLike } from './rules/command-like.js';
import { feedbackNumbers } from './rules/feedback.js';
import { misfitOf, type Verb } from './rules/transitions.js';
import { draftSchema, handOverSchema, reopenSchema, resolveSchema, waitSchema } from './schema.js';
import { captureEmoji, doneEmoji } from './settings.js';
import { aboutCustomer, find, owedBy, show, showHistory } from './show.js';
import { editCards, resolvedItem, type SaidSolved, takeSaidSolved } from './solved.js';
import { type Answered, findAnswered, readStreak, type Streak } from './store/answers.js';
import { type DesignTicks, designTicks } from './store/design-ticks.js';
import { knownItems } from './store/feedback.js';
import { listRules } from './store/rules.js';
import type { ImportRef } from './store/updates.js';
import { forgetFiled } from './store/words.js';
import { type Story, storiesSince } from './stories.js';
import { toldEvents } from './told-events.js';
import { markTone } from './tone.js';
import { feedbackOfImport, type UndoneFeedback, undoFeedback } from './undo.js';
import { watchedFigures } from './watched-figures.js';

export type { AgendaFeedback, AgendaFeedbackDoor, HeardFeedback } from './agenda.js';
export type { FeedbackDeps } from './deps.js';
export { feedbackColumns } from './fields.js';
export type { FeedbackGlimpse } from './glimpse.js';
export type { FeedbackView, IntakeSource } from './intake.js';
export type { ResolvedItem } from './resolved-item.js';
export type { Severity } from './rules/feedback.js';
export { type SaidWords, soundsFrustrated } from './rules/tone/words-said.js';
export { feedbackSettings, newsPlaceId, promiseHours, rolesOfRepeat } from './settings.js';
export type { DesignTicks } from './store/design-ticks.js';
export type { Story } from './stories.js';

/** What other rooms, adapters and the scheduler may ask of feedback. */
export interface FeedbackRoom extends Feature {
  /** What meetings ask: what ended, what is late, who was heard. */
  readonly forAgenda: AgendaFeedbackDoor;
  /** What assistants of people ask and do. */
  readonly forAssistants: FeedbackForAssistants;
  /** Takes all items or none; throws InvalidInput whose fields are `INDEX.field`. */
  intake(
    items: readonly unknown[],
    source: IntakeSource,
  ): Promise<readonly { number: number; isNew: boolean; isUpdate?: boolean; newCustomer?: string }[]>;
  check: typeof check;
  /** One item as it comes in, field by field: the description of the web API is made of it. */
  readonly itemSchema: typeof draftSchema;
  page(
    organisationId: string,
    query: { readonly after?: number; readonly limit: number; readonly state?: string },
  ): Promise<readonly FeedbackView[]>;
  /** What another room may say of these in a line, to this viewer (null: a whole place); in the order asked for. */
  glimpse(organisationId: string, sought: Sought, viewerId: string | null): Promise<readonly FeedbackGlimpse[]>;
  /** The numbers of what was captured from these items of a source, by item; those that were not are left out. */
  numbersFrom(organisationId: string, source: string, itemIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What an import brought: how much nobody has acted on, and what stays. */
  feedbackOfImport(ref: ImportRef): Promise<Undoing>;
  /** Deletes what nobody has acted on, in the caller's transaction. */
  undoImport(tx: Transaction, ref: ImportRef): Promise<UndoneFeedback>;
  /** What it was made of was a mistake: withdrawn by this person, where they may and it still stands. */
  withdrawMistake(number: number, context: InteractionContext): Promise<void>;
  /** Called by whoever asks customers whether it is solved, when it is built. */
  onResolved(hook: OnResolved): void;
  /** Called by whoever wants to know that a customer calls something solved, when it is built. */
  onSaidSolved(hook: OnSaidSolved): void;
  /** How it was answered; null: it is not resolved, or not any more. */
  answered(organisationId: string, id: string, within?: Transaction): Promise<Answered | null>;
  /** How many answers in a row this owner has given within the promise. */
  streakOf(organisationId: string, ownerId: string, within?: Transaction): Promise<Streak>;
  /** As it stands now; null: it is gone. */
  resolvedItem(organisationId: string, id: string): Promise<ResolvedItem | null>;
  /** A customer says whether it is solved, in the caller's transaction: a no opens it again. */
  takeSaidSolved(tx: Transaction, said: SaidSolved): Promise<void>;
  /** What owners said at resolutions of a period of the design behind them. `topic` null: of any. */
  designTicks(
    organisationId: string,
    asked: { readonly period: ReportPeriod; readonly topic: string | null },
  ): Promise<DesignTicks>;
  /** Shows anew what other rooms say beside it, on the cards that are there. */
  editCards(tx: Transaction, organisationId: string, id: string): Promise<void>;
  /** Somebody's words were taken out of feedback: they are found by no word any more. */
  forgetWords(tx: Transaction, organisationId: string): Promise<void>;
  /** One answer that went well, and one that went badly and what changed, since then; nothing confidential. */
  storiesSince(
    organisationId: string,
    since: Date,
  ): Promise<{ readonly well: Story | null; readonly badly: Story | null }>;
  readonly recounts: readonly Recount[];
  /** By which reactions a message is captured, and an item resolved; without colons. */
  reactionEmojis(organisationId: string): Promise<{ readonly capture: string; readonly done: string }>;
  /** Whether anybody has said yet who gets what. */
  hasRule(organisationId: string): Promise<boolean>;
}

/** Builds the room and registers its reminders; call it once for a house. */
export function createFeedback(given: Omit<FeedbackDeps, 'onResolved' | 'onSaidSolved'>): FeedbackRoom {
  const onResolved: OnResolved[] = [];
  const onSaidSolved: OnSaidSolved[] = [];
  const deps: FeedbackDeps = { ...given, onResolved, onSaidSolved };
  deps.reminders.register(promiseReminders(deps));
  deps.customers.onRename((tx, customerId, organisationId) => showAnew(deps, tx, customerId, organisationId));
  return {
    title: phrase('Feedback'),
    topic: { name: 'feedback', about: phrase('capture what a customer said, see who owns it, say who gets what') },
    commands: createCommands(deps),
    shows: (text) => shownBy('feedback', feedbackNumbers, text),
    meant: commandLike,
    actions: {
      'feedback.show': (value, context) => show(deps, numberOf(value), context),
      'feedback.history': (value, context) => showHistory(deps, feedbackNumbers.readPage(value), context),
      'feedback.rules': routeList(deps).pressed,
      'feedback.captureFor': async (id, { actor }) => {
        const customer = (await deps.customers.byIds(actor.organisationId, [id])).get(id);
        return openForm(captureForm(null, customer ? { customer: customer.name } : {}));
      },
      'feedback.promises': promiseList(deps).pressed,
      'feedback.list': feedbackList(deps).pressed,
      'feedback.acknowledge': (value, context) => doneBy(lifecycle.acknowledge(deps, numberOf(value), deedOf(context))),
      'feedback.resume': (value, context) => doneBy(lifecycle.resume(deps, numberOf(value), deedOf(context))),
      'feedback.reopen': (value, context) => ask(deps, 'reopen', value, context),
      'feedback.takeOver': (value, context) => doneBy(lifecycle.takeOver(deps, numberOf(value), deedOf(context))),
      'feedback.handOver': (value, context) => ask(deps, 'handOver', value, context),
      'feedback.wait': (value, context) => ask(deps, 'wait', value, context),
      'feedback.resolve': (value, context) => ask(deps, 'resolve', value, context),
      'feedback.toneWrong': (value, context) => markTone(deps, { value, isWrong: true }, context),
      'feedback.toneRight': (value, context) => markTone(deps, { value, isWrong: false }, context),
      'feedback.correct': (value, context) => askWhatIsWrong(deps, value, context),
      'feedback.withdraw': (value, context) => askWithdraw(deps, value, context),
      'feedback.edit': (value, context) => askEdit(deps, value, context),
      'feedback.join': (value, context) => askJoin(deps, value, context),
      'feedback.restore': (value, context) => bringBack(deps, value, context),
      'feedback.alike': (value, context) => showAlike(deps, numberOf(value), context),
      'feedback.sameAs': (value, context) => sayTheSame(deps, value, context),
      'feedback.different': (value, context) => decide(deps, value, 'different', context),
      'feedback.undecide': (value, context) => decide(deps, value, null, context),
      'feedback.resolveLike': (value, context) => resolveLike(deps, value, context),
    },
    forms: {
      'feedback.capture': (subject, values, context) => captureOne(deps, capturedDraft(subject, values), context),
      'feedback.handOver': (subject, values, context) =>
        doneBy(lifecycle.handOver(deps, numberOf(subject), parse(handOverSchema, values), deedOf(context))),
      'feedback.wait': (subject, values, context) => {
        const { until, why = '' } = parse(waitSchema, filledIn(values));
        return doneBy(lifecycle.wait(deps, numberOf(subject), { until, why }, deedOf(context)));
      },
      'feedback.resolve': (subject, values, context) =>
        doneBy(lifecycle.resolve(deps, numberOf(subject), parse(resolveSchema, values), deedOf(context))),
      'feedback.reopen': (subject, values, context) =>
        doneBy(lifecycle.reopen(deps, numberOf(subject), parse(reopenSchema, values), deedOf(context))),
      'feedback.withdraw': (subject, values, context) => takeWithdrawal(deps, subject, values, context),
      'feedback.edit': (subject, values, context) => takeEdit(deps, subject, values, context),
      'feedback.join': (subject, values, context) => takeJoin(deps, subject, values, context),
    },
    capture: async (message, context) => {
      // Too long is said before anybody fills in the rest; a message without words may still get some.
      if (message.text.trim() !== '' || message.atOnce) {
        parse(draftSchema.pick({ text: true }), { text: message.text });
      }
      const before = await capturedBefore(deps, message.sourceId, context);
      // Whoever would fill in the form now would have it dropped.
      if (before) return show(deps, before, context);
      const customer = await companyOf(deps, message, context);
      if (!message.atOnce) return openForm(captureForm(message, customer));
      return captureOne(deps, { ...draftOfMessage(message), ...customer }, context, { byReaction: true });
    },
    uncapture: (sourceId, context) => uncapture(deps, sourceId, context),
    customerPart: (asked) => customerPart(deps, asked),
    tellsContacts: true,
    aboutCustomer: (customerId, viewer, cut) => aboutCustomer(deps, { customerId, ...cut }, viewer),
    owedBy: (context) => owedBy(deps, context),
    figures: async () => watchedFigures(deps),
    toldEvents: toldEvents(deps),
    reportOn: (period, context) => reportOn(deps, period, context),
    homeParts: (reader) => homeParts(deps, reader),
    atHome: (context) => atHome(deps, context),
    marksDone: (key, context) => askHowItEnded(deps, key, context),
    outgoing: createOutgoing(deps),
    sweeps: [recountSweep(deps), wordsSweep(deps)],
    intake: (items, source) => intake(deps, items, source),
    check,
    itemSchema: draftSchema,
    feedbackOfImport: (ref) => feedbackOfImport(deps, ref),
    undoImport: (tx, ref) => undoFeedback(tx, ref, { now: deps.clock.now(), surface: 'import' }),
    forAgenda: agendaDoor(deps),
    forAssistants: forAssistants(deps),
    page: (organisationId, query) => page(deps, organisationId, query),
    glimpse: (organisationId, sought, viewerId) => glimpse(deps, organisationId, { sought, viewerId }),
    numbersFrom: (organisationId, source, itemIds) => knownItems(deps.database, organisationId, source, itemIds),
    withdrawMistake: async (number, context) => {
      await withdraw(deps, number, 'mistake', deedOf(context)).catch((error: unknown) => {
        if (!(error instanceof ExpectedError)) throw error;
      });
    },
    onResolved: (hook) => void onResolved.push(hook),
    onSaidSolved: (hook) => void onSaidSolved.push(hook),
    answered: (organisationId, id, within) => findAnswered(within ?? deps.database, organisationId, id),
    streakOf: (organisationId, ownerId, within) =>
      readStreak(within ?? deps.database, { organisationId, ownerId, now: deps.clock.now() }),
    resolvedItem: (organisationId, id) => resolvedItem(deps, organisationId, id),
    takeSaidSolved: (tx, said) => takeSaidSolved(deps, tx, said),
    designTicks: (organisationId, asked) => designTicks(deps.database, organisationId, asked),
    editCards: (tx, organisationId, id) => editCards(deps, tx, organisationId, id),
    forgetWords: (tx, organisationId) => forgetFiled(tx, organisationId, deps.clock.now()),
    storiesSince: (organisationId, since) => storiesSince(deps, organisationId, since),
    recounts: [clockRecount(deps)],
    reactionEmojis: async (organisationId) => {
      const { settings } = await deps.people.organisation(organisationId);
      return { capture: captureEmoji.of(settings), done: doneEmoji.of(settings) };
    },
    hasRule: async (organisationId) => (await listRules(deps.database, organisationId)).length > 0,
  };
}

/** The living cards show what changed: there is nothing to add. */
async function doneBy(work: Promise<unknown>) {
  await work;
  return done;
}

/** Opens the form of a verb, unless it does not fit any more. */
async function ask(
  deps: FeedbackDeps,
  verb: Extract<Verb, 'handOver' | 'wait' | 'resolve' | 'reopen'>,
  value: string,
  context: InteractionContext,
) {
  const feedback = await find(deps, numberOf(value), context);
  const why = misfitOf(verb, feedback.state);
  if (why) throw misfit(why, feedback);
  const profile = await deps.people.organisation(context.actor.organisationId);
  await refuseOthers(deps, { feedback, profile }, { deed: deedOf(context), verb });
  const picture = await pictureOf(deps, feedback);
  if (verb === 'handOver') return openForm(handOverForm(picture));
  if (verb === 'resolve') return openForm(resolveForm(picture, await mayHaveComeBack(deps, picture, context)));
  if (verb === 'reopen') return openForm(reopenForm(picture));
  const latest = new Date(deps.clock.now().getTime() + lifecycle.longestWaitDays * 86_400_000);
  return openForm(waitForm(feedback, formatInstant(latest, 'date', { timeZone: context.actor.timeZone })));
}

/** The author's company, where it is a customer that we know. */
async function companyOf(
  { customers }: FeedbackDeps,
  { company }: CapturedMessage,
  { actor }: InteractionContext,
): Promise<{ readonly customer?: string }> {
  const known = company ? await customers.find(actor.organisationId, company).catch(() => null) : null;
  return known ? { customer: known.name } : {};
}

async function capturedBefore({ database }: FeedbackDeps, sourceId: string, { actor, platform }: InteractionContext) {
  const known = await knownItems(database, actor.organisationId, platform, [sourceId]);
  return known.get(sourceId) ?? null;
}

/** Of the fields that the form does not ask for. */
const carried = z.partialRecord(
  z.enum(fieldList.filter(({ form }) => !form).map(({ name }) => name)),
  z.string().optional(),
);

/** The form's fields, with what came along from the captured message. */
function capturedDraft(subject: string, values: FormValues) {
  const message = carried.safeParse(readJson(subject));
  const { owner, confidential, ...rest } = filledIn(values);
  // A people picker gives our member id, which findMember takes in angle brackets.
  const named = typeof owner === 'string' ? { owner: `<@${owner}>` } : {};
  return parse(draftSchema, { ...rest, ...named, confidential: confidential === true, ...(message.data ?? {}) });
}

function draftOfMessage({ text, author, link, sourceId }: CapturedMessage) {
  return parse(draftSchema, { text, author, link, sourceId, confidential: false });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
