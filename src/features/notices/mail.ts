/** Tells people at customers and subscribers by mail: each update once to each address, whatever crashes. */

import { z } from 'zod';
import { text, titledCard } from '../../chat/blocks.js';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { FindMailFace, TakeBounce } from '../../chat/mail.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { Transaction } from '../../storage/database.js';
import { inOrganisation } from '../../storage/scope.js';
import { mailingSweep } from '../customers/index.js';
import { noticeCard, updateLine } from './cards/notice-cards.js';
import { noticeMail, subscriptionMail } from './cards/notice-mail.js';
import type { NoticesDeps } from './deps.js';
import { type Notice, noticeName } from './rules/notice.js';
import { noticeMailsPerDay } from './settings.js';
import { pageUrlOf, toView, viewerOf } from './show.js';
import {
  claimPlanning,
  claimSending,
  countTaken,
  findMail,
  insertMails,
  insertSubscribersMails,
  type MailedUpdate,
  markMailed,
  type NoticeMail,
  planningDue,
  planningWork,
  savePlanning,
  saveSending,
  sendingDue,
  sendingWork,
  takeToMail,
} from './store/mails.js';
import { findNotice, findUpdate } from './store/notices.js';
import { findSubscriber, removeSubscriber } from './store/subscribers.js';

/** People in one transaction. */
const pieceLength = 1_000;

/** Finds whom an update is told, piece by piece: people at customers whom it touches, then subscribers. */
export const planningSweep = (deps: NoticesDeps): Sweep =>
  deps.batches.sweep({
    work: planningWork,
    due: planningDue,
    limit: 1,
    claim: claimPlanning,
    async run(tx, updates, now) {
      for (const update of updates) await plan(deps, tx, update, now);
    },
  });

async function plan({ customers }: NoticesDeps, tx: Transaction, update: MailedUpdate, now: Date): Promise<void> {
  const { organisationId, noticeId, plannedUpTo: after } = update;
  const notice = await findNotice(tx, organisationId, noticeId);
  if (!notice) return;
  const asked = { organisationId, of: notice.audience, after, limit: pieceLength };
  const people = notice.channels.includes('mail') ? await customers.askable(asked, tx) : [];
  const told = people.filter(
    ({ leftOutOf, mailFailsSince }) => !leftOutOf.includes('notices') && mailFailsSince === null,
  );
  await insertMails(
    tx,
    update,
    told.map(({ id: personId }) => ({ id: newId(now), personId })),
  );
  const isLast = people.length < pieceLength;
  if (isLast && notice.channels.includes('page')) await insertSubscribersMails(tx, update, pagesOf(notice));
  await savePlanning(tx, update, { planDueAt: isLast ? null : now, plannedUpTo: people.at(-1)?.id ?? after });
}

/** Whose subscribers are told: those of its own page, and of the organisation’s where it stands there. */
const pagesOf = ({ organisationId, id, audience }: Notice): readonly string[] =>
  audience.kind === 'everyone' ? [id, organisationId] : [id];

/** Hands mails that are due to delivery. Quiet hours do not hold back what touches customers already, or within a day. */
export const sendingSweep = (deps: NoticesDeps): Sweep =>
  mailingSweep(deps, {
    work: sendingWork,
    due: sendingDue,
    async claim(tx, now, limit) {
      const updates = await claimSending(tx, now, limit);
      const runs = [];
      for (const update of updates) {
        const notice = await findNotice(tx, update.organisationId, update.noticeId);
        const isUrgent = notice !== null && notice.beginsAt.getTime() - now.getTime() < urgentMs;
        runs.push({ ...update, growsAt: update.planDueAt, isUrgent, isOver: notice === null });
      }
      return runs;
    },
    save: saveSending,
    perDay: noticeMailsPerDay,
    countSince: countTaken,
    take: async (tx, update, taken) =>
      (await takeToMail(tx, update, taken)).map((mail) => orderOf(update.organisationId, mail)),
  });

const urgentMs = 86_400_000;

const orderOf = (organisationId: string, { id, personId, subscriberId }: NoticeMail): DeliveryOrder => ({
  organisationId,
  kind: 'notices.tell',
  payload: { organisationId, mailId: id },
  to: { kind: 'person', organisationId, personId: personId ?? subscriberId ?? '', about: 'notices' },
  atMostOnce: true,
});

/** Asks a subscriber whether it was them. */
export const subscriptionOrder = (organisationId: string, subscriberId: string): DeliveryOrder => ({
  organisationId,
  kind: 'notices.subscription',
  payload: { organisationId, subscriberId },
  to: { kind: 'person', organisationId, personId: subscriberId, about: 'notices' },
  atMostOnce: true,
});

/** To whom mails of subscribers go; null: this is none of them. */
export function subscriberFace(deps: NoticesDeps): FindMailFace {
  return async ({ organisationId, personId, about }) => {
    const subscriber = about === 'notices' ? await findSubscriber(deps.database, organisationId, personId) : null;
    if (!subscriber) return null;
    const { name, settings } = await deps.people.organisation(organisationId);
    return {
      to: { name: '', address: subscriber.email },
      from: { name, colour: deps.pageColour(settings) },
      wishesUrl: subscriptionUrl(deps, organisationId, subscriber.id),
      returnName: `subscriber.${deps.tokens.make('b', { organisationId, id: subscriber.id })}`,
      ending: {
        why: say('Somebody gave this address on the status page of {name}.', { name }),
        out: say('Stop these mails'),
      },
    };
  };
}

/** A subscriber whose mail comes back, or who calls it spam, is told no more, and nothing is kept of them. */
export function takeBounce({ database, tokens }: NoticesDeps): TakeBounce {
  return async ({ returnName }) => {
    const named = tokens.read('b', returnName.split('.')[1] ?? '');
    if (!named) return false;
    const { organisationId, id } = named;
    return inOrganisation(organisationId, () => removeSubscriber(database, organisationId, id));
  };
}

/** Where a subscriber says yes, and leaves. */
const subscriptionUrl = ({ baseUrl, tokens }: NoticesDeps, organisationId: string, id: string): string =>
  `${baseUrl()}/n/by-mail/${tokens.make('m', { organisationId, id })}`;

const ofMail = z.object({ organisationId: z.string(), mailId: z.string() });
const ofSubscriber = z.object({ organisationId: z.string(), subscriberId: z.string() });
const ofCard = z.object({ organisationId: z.string(), noticeId: z.string(), memberId: z.string().nullable() });
const ofUpdate = z.object({ organisationId: z.string(), updateId: z.string() });

/** What this room sends. */
export const outgoing = (deps: NoticesDeps): Readonly<Record<string, Outgoing>> => ({
  'notices.card': { compose: (payload) => composeCard(deps, ofCard.parse(payload)) },
  'notices.news': { compose: (payload) => composeNews(deps, ofUpdate.parse(payload)) },
  'notices.subscription': { compose: (payload) => composeSubscription(deps, ofSubscriber.parse(payload)) },
  'notices.tell': {
    compose: (payload) => composeMail(deps, ofMail.parse(payload)),
    async settled(payload, outcome) {
      const { organisationId, mailId } = ofMail.parse(payload);
      if (!('failed' in outcome)) await markMailed(deps.database, organisationId, mailId, deps.clock.now());
    },
  },
});

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

async function composeCard(
  deps: NoticesDeps,
  { organisationId, noticeId, memberId }: z.output<typeof ofCard>,
): Promise<Dispatch> {
  const notice = await findNotice(deps.database, organisationId, noticeId);
  if (!notice) return skip('the notice is gone');
  const member = memberId === null ? null : await deps.people.member(organisationId, memberId);
  return { kind: 'send', card: noticeCard(await toView(deps, notice, member && viewerOf(notice, member))) };
}

async function composeNews(
  deps: NoticesDeps,
  { organisationId, updateId }: z.output<typeof ofUpdate>,
): Promise<Dispatch> {
  const update = await findUpdate(deps.database, organisationId, updateId);
  const notice = update && (await findNotice(deps.database, organisationId, update.noticeId));
  if (!update || !notice) return skip('the notice is gone');
  const { settings } = await deps.people.organisation(organisationId);
  const title = say('{notice} · customers were told', { notice: noticeName(notice.number) });
  return { kind: 'send', card: titledCard(title, [text(updateLine(update, settings.timeZone))]) };
}

async function composeSubscription(
  deps: NoticesDeps,
  { organisationId, subscriberId }: z.output<typeof ofSubscriber>,
): Promise<Dispatch> {
  const subscriber = await findSubscriber(deps.database, organisationId, subscriberId);
  if (!subscriber) return skip('they left');
  const { name } = await deps.people.organisation(organisationId);
  const url = subscriptionUrl(deps, organisationId, subscriberId);
  return { kind: 'send', card: subscriptionMail({ name, url, isConfirmed: subscriber.confirmedAt !== null }) };
}

async function composeMail(deps: NoticesDeps, { organisationId, mailId }: z.output<typeof ofMail>): Promise<Dispatch> {
  const mail = await findMail(deps.database, organisationId, mailId);
  const update = mail && (await findUpdate(deps.database, organisationId, mail.updateId));
  const notice = update && (await findNotice(deps.database, organisationId, update.noticeId));
  if (!mail || !update || !notice) return skip('they are gone');
  if (notice.state === 'ended' && update.kind !== 'ended') return skip('it has ended: the last word follows');
  if (mail.personId !== null) {
    const person = await deps.customers.person(organisationId, mail.personId);
    if (!person || person.leftOutOf.includes('notices')) return skip('they want no notices');
  }
  const { settings } = await deps.people.organisation(organisationId);
  const view = { notice, update, timeZone: settings.timeZone, pageUrl: pageUrlOf(deps, notice) };
  return { kind: 'send', card: noticeMail(view) };
}
