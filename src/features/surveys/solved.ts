/**
 * Asks customers whether what was resolved is solved for them: by a mail an hour later, or by a text that its owner sends.
 * A no opens it again.
 */

import { z } from 'zod';
import { isolate } from '../../chat/bidi.js';
import type { Block } from '../../chat/card.js';
import type { Chapter, Dispatch, Outgoing, ReportPeriod, Sweep } from '../../chat/feature.js';
import { excerpt } from '../../chat/shorten.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { isId, newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { formatInstant } from '../../kernel/time/format.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { type AskablePerson, type MailRun, mailingSweep } from '../customers/index.js';
import type { ResolvedItem } from '../feedback/index.js';
import { calendarOf, hoursOf, organisationLanguage } from '../people/index.js';
import { askingMail } from './cards/mail-card.js';
import { askedBlocks, solvedReport } from './cards/solved-card.js';
import type { SurveysDeps } from './deps.js';
import { solvedAsks } from './kinds/solved.js';
import type { Given } from './rules/answer.js';
import { choosePerson } from './rules/solved.js';
import { countAsking } from './send.js';
import { askSolved, pageWords, surveyMailsPerDay } from './settings.js';
import { findAsking } from './store/askings.js';
import {
  answerSolved,
  askedByScore,
  claimSolved,
  countSolved,
  type DueSolved,
  findSolved,
  insertSolved,
  latestSolved,
  moveSolved,
  type SolvedAsking,
  saveMailed,
  saveSolvedDue,
  solvedDue,
  solvedWork,
} from './store/solved.js';

/** Within it a slip is put right before anybody is asked. */
const mailAfterMs = 3_600_000;

/** Something was resolved: plans to ask whoever said it, unless they were asked and have not said no. */
export async function planSolved(deps: SurveysDeps, tx: Transaction, item: ResolvedItem): Promise<void> {
  const { organisationId, id: feedbackId, resolution, round } = item;
  const { settings } = await deps.people.organisation(organisationId, tx);
  const way = askSolved.of(settings);
  // Who was told no knows that it is not solved.
  if (way === 'off' || resolution === null || resolution.outcome === 'declined') return;
  const { rootCauseCategory } = resolution;
  const [before] = await latestSolved(tx, organisationId, [feedbackId]);
  if (before && before.isSolved !== false) {
    if (before.isSolved === null) await moveSolved(tx, before, { round, rootCauseCategory });
    return;
  }
  const { person, isUnwanted, isSure } = await whoSaid(deps, tx, item);
  if (isUnwanted) return;
  const now = deps.clock.now();
  const isMailed = way === 'mail' && deps.sendsMail && person !== null && isSure && !item.confidential;
  const mailDueAt =
    isMailed && person.email !== null && person.mailFailsSince === null
      ? nextWorkingMoment(calendarOf(settings), hoursOf(settings), new Date(now.getTime() + mailAfterMs))
      : null;
  const asking = { organisationId, id: newId(now), feedbackId, round, rootCauseCategory, plannedAt: now, mailDueAt };
  await insertSolved(tx, { ...asking, personId: person?.id ?? null });
}

/** People of one customer that are looked at. */
const peopleLimit = 200;

async function whoSaid(deps: SurveysDeps, tx: Transaction, item: ResolvedItem) {
  const { organisationId, customerId, author, sourceItemId } = item;
  const scoreId = /^score:(\d{1,18})$/.exec(sourceItemId ?? '')?.[1];
  const formId = scoreId === undefined ? null : await askedByScore(tx, organisationId, scoreId);
  const answered = formId !== null && isId(formId) ? await findAsking(tx, organisationId, formId) : null;
  const of = { kind: 'customers', ids: customerId === null ? [] : [customerId] } as const;
  const people: readonly AskablePerson[] =
    customerId === null
      ? []
      : await deps.customers.askable({ organisationId, of, after: null, limit: peopleLimit }, tx);
  return choosePerson(people, { personId: answered?.personId ?? null, author });
}

/** A page is good for so long after the resolution; while it is open again, too. */
const openMs = 60 * 86_400_000;

/** What a link of *Is it solved?* opens. */
export interface OpenedSolved {
  readonly asking: SolvedAsking;
  /** null: nobody is known. */
  readonly person: AskablePerson | null;
  readonly isOpen: boolean;
  /** A sentence before the question. */
  readonly about: string;
}

/** The latest resolution of what a link was made for. null: it is gone. */
export async function openSolved(deps: SurveysDeps, organisationId: string, id: string): Promise<OpenedSolved | null> {
  const made = await findSolved(deps.database, organisationId, id);
  const [asking] = made ? await latestSolved(deps.database, organisationId, [made.feedbackId]) : [];
  const item = asking && (await deps.feedback.resolvedItem(organisationId, asking.feedbackId));
  if (!item) return null;
  const person = asking.personId === null ? null : await deps.customers.person(organisationId, asking.personId);
  const { settings } = await deps.people.organisation(organisationId);
  const isPast = item.resolvedAt !== null && item.resolvedAt.getTime() + openMs <= deps.clock.now().getTime();
  return {
    asking,
    person,
    isOpen: !item.isWithdrawn && !isPast,
    about: aboutLine(item, person, settings.timeZone),
  };
}

/** Words are said back to nobody but whoever is known to have said them, and never what was said in confidence. */
function aboutLine(item: ResolvedItem, person: AskablePerson | null, timeZone: string): string {
  const date = formatInstant(item.saidAt, 'date', { timeZone });
  const isTheirs =
    person !== null && !item.confidential && choosePerson([person], { personId: null, author: item.author }).isSure;
  const isWritten = item.sourceItemId?.startsWith('score:') === true && person !== null && !item.confidential;
  if (!isWritten && !(isTheirs && item.author !== null))
    return say('On {date} you told us something that we have looked into since.', { date });
  return say('On {date} you told us: “{words}”', { date, words: isolate(excerpt(item.text, 300)) });
}

/** An answer, in its transaction. */
export async function takeSolved(
  deps: SurveysDeps,
  tx: Transaction,
  { asking, by, given }: { readonly asking: SolvedAsking; readonly by: string | null; readonly given: Given },
): Promise<void> {
  const { organisationId, feedbackId } = asking;
  const isSolved = given.value === 'yes';
  // First, because whoever resolves something locks it before what is asked about it.
  await deps.feedback.takeSaidSolved(tx, { organisationId, feedbackId, isSolved, words: given.comment, by });
  await answerSolved(tx, asking, { isSolved, at: deps.clock.now() });
}

/** Hands mails that are due to delivery; of all mails that ask something, so many a day. */
export const solvedSweep = (deps: SurveysDeps): Sweep =>
  mailingSweep<DueSolved & MailRun>(deps, {
    work: solvedWork,
    due: solvedDue,
    claim: async (tx, now, limit) =>
      (await claimSolved(tx, now, limit)).map((asking) => ({ ...asking, growsAt: null, isOver: false })),
    save: saveSolvedDue,
    perDay: surveyMailsPerDay,
    countSince: (tx, organisationId, since) => countAsking(deps, tx, organisationId, since),
    take: (tx, asking, { at }) => take(deps, tx, asking, at),
  });

async function take(deps: SurveysDeps, tx: Transaction, asking: DueSolved, now: Date): Promise<DeliveryOrder[]> {
  const { organisationId, id, feedbackId, personId } = asking;
  await saveMailed(tx, asking, personId === null ? null : now);
  await deps.feedback.editCards(tx, organisationId, feedbackId);
  if (personId === null) return [];
  const payload = { organisationId, askingId: id };
  const to = { kind: 'person', organisationId, personId } as const;
  return [{ organisationId, kind: 'surveys.askSolved', payload, to, atMostOnce: true }];
}

const ofAsking = z.object({ organisationId: z.string(), askingId: z.string() });
const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

/** The mail. Whoever can't be reached by it is left to the owner. */
export const solvedOutgoing = (deps: SurveysDeps): Outgoing => ({
  async compose(payload) {
    const { organisationId, askingId } = ofAsking.parse(payload);
    const opened = await openSolved(deps, organisationId, askingId);
    if (!opened) return skip('it is gone');
    const item = await deps.feedback.resolvedItem(organisationId, opened.asking.feedbackId);
    if (!opened.isOpen || !item?.resolvedAt) return skip('it is not resolved any more');
    if (opened.asking.answeredAt) return skip('they have answered');
    if (!opened.person || opened.person.leftOutOf.includes('surveys')) return skip('they want no surveys');
    const { name, settings } = await deps.people.organisation(organisationId);
    const { mail: words, question } = solvedAsks(name);
    const url = solvedLink(deps, opened.asking);
    const own = pageWords.of(settings);
    const said = [opened.about, ...(own === null ? [] : [own])].join('\n');
    return { kind: 'send', card: askingMail({ ...words, question, words: said, url }) };
  },
  async settled(payload, outcome) {
    if (!('failed' in outcome) || outcome.failed !== 'person_gone') return;
    const { organisationId, askingId } = ofAsking.parse(payload);
    const asking = await findSolved(deps.database, organisationId, askingId);
    if (!asking?.personId) return;
    await deps.outbox.commit(async (tx) => {
      await saveMailed(tx, asking, null);
      await deps.feedback.editCards(tx, asking.organisationId, asking.feedbackId);
    });
  },
});

const solvedLink = ({ tokens, baseUrl }: SurveysDeps, asking: SolvedAsking): string =>
  `${baseUrl()}/s/${tokens.make('f', asking)}`;

/** On the owner's card of what is resolved: whom to ask with which words, or how they were asked. */
export async function afterResolution(
  deps: SurveysDeps,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly Block[]> {
  const askings = await latestSolved(deps.database, organisationId, ids);
  if (askings.length === 0) return [];
  const { settings } = await deps.people.organisation(organisationId);
  const blocks: Block[] = [];
  for (const asking of askings.slice(0, 3)) {
    const person = asking.personId === null ? null : await deps.customers.person(organisationId, asking.personId);
    blocks.push(
      ...askedBlocks(asking, {
        person,
        timeZone: settings.timeZone,
        language: organisationLanguage.of(settings),
        url: solvedLink(deps, asking),
      }),
    );
  }
  return blocks;
}

/** For `report`: how many were asked, answered, and say that it is solved; by root cause. */
export async function solvedChapter(
  { database }: SurveysDeps,
  organisationId: string,
  period: ReportPeriod,
): Promise<Chapter> {
  const counts = await countSolved(database, organisationId, period);
  return { blocks: solvedReport(counts), count: counts.length };
}
