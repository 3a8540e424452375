/** Writes to customers: the invitation, and once everybody has it what became of their words; each person once. */
import { z } from 'zod';
import type { Dispatch, Outgoing, Settlement, Sweep } from '../../chat/feature.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { Transaction } from '../../storage/database.js';
import { type MailRun, mailingSweep } from '../customers/index.js';
import { countAsking, surveyMailsPerDay } from '../surveys/index.js';
import { inviteMail, toldMail } from './cards/invite-cards.js';
import type { TrialsDeps } from './deps.js';
import { handOrders } from './hand-on.js';
import { linkOf, voiceOf } from './outgoing.js';
import { record } from './record.js';
import { endOf, isOpen, type Trial } from './rules/trial.js';
import { findInvitation, handOver, type NamedInvitation, takeToMail, takeToTell } from './store/invitations.js';
import { claimSending, findTrial, saveSending, sendingDue, sendingWork } from './store/trials.js';

/** Hands mails and texts that are due to delivery, within the hours and the number a day of surveys. */
export const sendingSweep = (deps: TrialsDeps): Sweep =>
  mailingSweep<Trial & MailRun>(deps, {
    work: sendingWork,
    due: sendingDue,
    claim: async (tx, now, limit) =>
      (await claimSending(tx, now, limit)).map((trial) => ({ ...trial, growsAt: tellAt(trial, now), isOver: false })),
    save: saveSending,
    perDay: surveyMailsPerDay,
    countSince: (tx, organisationId, since) => countAsking(deps, tx, organisationId, since),
    take: (tx, trial, { at, limit }) => (isOpen(trial, at) ? invite : tell)(deps, tx, trial, { at, limit }),
  });

/** What is written already is told when everybody has it. */
const tellAt = (trial: Trial, now: Date): Date | null =>
  trial.summarisedAt !== null && isOpen(trial, now) ? endOf(trial) : null;

interface Taken {
  readonly at: Date;
  readonly limit: number;
}

async function invite(_: TrialsDeps, tx: Transaction, trial: Trial, taken: Taken): Promise<readonly DeliveryOrder[]> {
  const invitations = await takeToMail(tx, trial, taken);
  return invitations.flatMap((each) => mailOrder('trials.invite', each));
}

/** Those who took part: by mail where that reaches them, else by whoever looks after them. */
async function tell(deps: TrialsDeps, tx: Transaction, trial: Trial, taken: Taken): Promise<readonly DeliveryOrder[]> {
  if (trial.summarisedAt === null) return [];
  const invitations = await takeToTell(tx, trial, taken);
  if (invitations.length === 0) return [];
  const byMail = invitations.filter(({ isReachable }) => isReachable && deps.sendsMail);
  const byHand = invitations.filter((each) => !byMail.includes(each));
  const customerIds = [...new Set(invitations.map(({ customerId }) => customerId))];
  const details = { customerIds: customerIds.slice(0, 5), count: customerIds.length };
  const origin = { organisationId: trial.organisationId, actor: null, surface: 'clock' } as const;
  await record(deps, tx, { trial, happened: { what: 'told', details }, origin });
  return [
    ...byMail.flatMap((each) => mailOrder('trials.told', each)),
    ...(await handOrders(deps, tx, { trial, kind: 'trials.handTold', invitations: byHand })),
  ];
}

function mailOrder(
  kind: 'trials.invite' | 'trials.told',
  { organisationId, id: invitationId, personId }: Pick<NamedInvitation, 'organisationId' | 'id' | 'personId'>,
): readonly DeliveryOrder[] {
  if (personId === null) return [];
  const to = { kind: 'person', organisationId, personId, about: 'earlyTests' } as const;
  return [{ organisationId, kind, payload: { organisationId, invitationId }, to, atMostOnce: true }];
}

const ofOne = z.object({ organisationId: z.string(), invitationId: z.string() });

/** The mails of this room. */
export const mails = (deps: TrialsDeps): Readonly<Record<string, Outgoing>> => ({
  'trials.invite': {
    compose: (payload) => composeInvite(deps, ofOne.parse(payload)),
    settled: (payload, outcome) => orByHand(deps, 'trials.hand', ofOne.parse(payload), outcome),
  },
  'trials.told': {
    compose: (payload) => composeTold(deps, ofOne.parse(payload)),
    settled: (payload, outcome) => orByHand(deps, 'trials.handTold', ofOne.parse(payload), outcome),
  },
});

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

/** With its test; null: it is gone, or was closed. */
async function read({ database }: TrialsDeps, { organisationId, invitationId }: z.output<typeof ofOne>) {
  const invitation = await findInvitation(database, organisationId, invitationId);
  const trial = invitation && (await findTrial(database, organisationId, invitation.trialId));
  return trial && !invitation.isClosed ? { invitation, trial } : null;
}

async function composeInvite(deps: TrialsDeps, payload: z.output<typeof ofOne>): Promise<Dispatch> {
  const found = await read(deps, payload);
  if (!found?.invitation.personId) return skip('they are gone');
  const { invitation, trial } = found;
  if (invitation.answer !== null) return skip('they have answered');
  if (!isOpen(trial, deps.clock.now())) return skip('the test is over');
  const person = await deps.customers.person(trial.organisationId, found.invitation.personId);
  if (!person || person.leftOutOf.includes('earlyTests')) return skip('they want no early tests');
  return { kind: 'send', card: inviteMail(trial, { url: linkOf(deps, invitation) }, await voiceOf(deps, trial)) };
}

async function composeTold(deps: TrialsDeps, payload: z.output<typeof ofOne>): Promise<Dispatch> {
  const found = await read(deps, payload);
  if (!found) return skip('they are gone');
  if (found.trial.summarisedAt === null) return skip('nothing is written');
  return { kind: 'send', card: toldMail(found.trial) };
}

/** Mail to them comes back: whoever looks after them gets the text instead. */
async function orByHand(
  deps: TrialsDeps,
  kind: 'trials.hand' | 'trials.handTold',
  payload: z.output<typeof ofOne>,
  outcome: Settlement,
): Promise<void> {
  if (!('failed' in outcome) || outcome.failed !== 'person_gone') return;
  const found = await read(deps, payload);
  if (!found?.invitation.personId) return;
  const { invitation, trial } = found;
  await deps.outbox.commit(async (tx) => {
    if (kind === 'trials.hand') await handOver(tx, invitation);
    await deps.outbox.enqueue(tx, await handOrders(deps, tx, { trial, kind, invitations: [invitation] }));
  });
}
