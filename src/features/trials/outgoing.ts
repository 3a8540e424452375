/** What delivery sends for this room: each message is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { organisationLanguage } from '../people/index.js';
import { pageWords } from '../surveys/index.js';
import { acceptedCard, handInviteCard, handToldCard, type Voice } from './cards/invite-cards.js';
import { placeTrialCard } from './cards/trial-card.js';
import type { TrialsDeps } from './deps.js';
import { isOpen, type Trial } from './rules/trial.js';
import { findInvitation, findInvitations, type Invitation } from './store/invitations.js';
import { findCounted, findTrial } from './store/trials.js';
import { viewOf } from './view.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });
const send = (card: Card): Dispatch => ({ kind: 'send', card });

const ofTrial = z.object({ organisationId: z.string(), trialId: z.string() });
const ofSome = ofTrial.extend({ ids: z.string().transform((ids) => ids.split(' ')) });
const ofOne = z.object({ organisationId: z.string(), invitationId: z.string() });

/** Builds them. */
export const outgoing = (deps: TrialsDeps): Readonly<Record<string, Outgoing>> => ({
  'trials.placeCard': { compose: (payload) => composePlaceCard(deps, ofTrial.parse(payload)) },
  'trials.hand': { compose: (payload) => composeHand(deps, ofSome.parse(payload)) },
  'trials.handTold': { compose: (payload) => composeHandTold(deps, ofSome.parse(payload)) },
  'trials.accepted': { compose: (payload) => composeAccepted(deps, ofOne.parse(payload)) },
});

async function composePlaceCard(
  deps: TrialsDeps,
  { organisationId, trialId }: z.output<typeof ofTrial>,
): Promise<Dispatch> {
  const trial = await findCounted(deps.database, organisationId, trialId);
  return trial ? send(placeTrialCard(await viewOf(deps, trial))) : skip('the test is gone');
}

/** Those that were answered meanwhile are left out. */
async function composeHand(
  deps: TrialsDeps,
  { organisationId, trialId, ids }: z.output<typeof ofSome>,
): Promise<Dispatch> {
  const trial = await findTrial(deps.database, organisationId, trialId);
  if (!trial || !isOpen(trial, deps.clock.now())) return skip('the test is over');
  const all = await findInvitations(deps.database, organisationId, ids);
  const open = all.filter(({ answer, isClosed }) => answer === null && !isClosed);
  if (open.length === 0) return skip('they have answered');
  const addressed = open.map((invitation) => ({ invitation, url: linkOf(deps, invitation) }));
  return send(handInviteCard(trial, addressed, await voiceOf(deps, trial)));
}

async function composeHandTold(
  deps: TrialsDeps,
  { organisationId, trialId, ids }: z.output<typeof ofSome>,
): Promise<Dispatch> {
  const trial = await findTrial(deps.database, organisationId, trialId);
  if (!trial || trial.summarisedAt === null) return skip('nothing is written');
  const all = (await findInvitations(deps.database, organisationId, ids)).filter(({ isClosed }) => !isClosed);
  return all.length === 0 ? skip('they are gone') : send(handToldCard(trial, all, await voiceOf(deps, trial)));
}

async function composeAccepted(
  deps: TrialsDeps,
  { organisationId, invitationId }: z.output<typeof ofOne>,
): Promise<Dispatch> {
  const invitation = await findInvitation(deps.database, organisationId, invitationId);
  const trial = invitation && (await findTrial(deps.database, organisationId, invitation.trialId));
  if (!trial || invitation.answer !== 'accepted') return skip('they take part no more');
  return send(acceptedCard(trial, invitation));
}

/** How the organisation speaks to customers. */
export async function voiceOf({ people, clock }: TrialsDeps, { organisationId }: Trial): Promise<Voice> {
  const { name, settings } = await people.organisation(organisationId);
  return {
    name,
    words: pageWords.of(settings),
    now: clock.now(),
    language: organisationLanguage.of(settings),
  };
}

/** The page of an invitation. */
export const linkOf = (
  { baseUrl, tokens }: TrialsDeps,
  { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>,
): string => `${baseUrl()}/t/${tokens.make('t', { organisationId, id })}`;
