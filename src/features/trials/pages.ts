/** What customers see and send by the links of their invitations. Nothing here trusts more than the token. */
import type { TrialPage, TrialPages } from '../../chat/trial-pages.js';
import { toMembers } from '../../delivery/delivery.js';
import { speakUsually } from '../../kernel/language/reader.js';
import { inOrganisation } from '../../storage/scope.js';
import { organisationLanguage } from '../people/index.js';
import { pageColour, pageWords } from '../surveys/index.js';
import { lastDay } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import { record } from './record.js';
import { isOpen, type Trial } from './rules/trial.js';
import { findInvitation, type NamedInvitation, saveAnswer } from './store/invitations.js';
import { findTrial, lockTrial } from './store/trials.js';

interface Opened {
  readonly invitation: NamedInvitation;
  readonly trial: Trial;
}

/** Builds the room's public side. */
export function trialPages(deps: TrialsDeps): TrialPages {
  return {
    page: (token) => ofItsOrganisation(deps, token, async (named) => pageOf(deps, await open(deps, named))),
    answer: (token, sent) => ofItsOrganisation(deps, token, (named) => takeAnswer(deps, named, sent)),
  };
}

type Named = NonNullable<ReturnType<TrialsDeps['tokens']['read']>>;

/** Whoever has a token is known by it alone: what follows is for its organisation. */
async function ofItsOrganisation<T>(
  { tokens }: TrialsDeps,
  token: string,
  work: (named: Named) => Promise<T>,
): Promise<T | null> {
  const named = tokens.read('t', token);
  return named && inOrganisation(named.organisationId, () => work(named));
}

async function open({ database }: TrialsDeps, { organisationId, id }: Named): Promise<Opened | null> {
  const invitation = await findInvitation(database, organisationId, id);
  if (!invitation || invitation.isClosed) return null;
  const trial = await findTrial(database, organisationId, invitation.trialId);
  return trial && { invitation, trial };
}

async function pageOf({ people, tokens, clock }: TrialsDeps, opened: Opened | null): Promise<TrialPage | null> {
  if (!opened) return null;
  const { invitation, trial } = opened;
  const { organisationId, personId, answer } = invitation;
  const { name, settings } = await people.organisation(organisationId);
  speakUsually(organisationLanguage.of(settings));
  const now = clock.now();
  return {
    owner: { name, colour: pageColour.of(settings), words: pageWords.of(settings) },
    isOpen: isOpen(trial, now),
    title: trial.title,
    about: trial.about,
    lastDay: lastDay(trial, now),
    answer,
    wishesToken: personId === null ? null : tokens.make('u', { organisationId, id: personId }),
  };
}

async function takeAnswer(
  deps: TrialsDeps,
  named: Named,
  { isYes, noMore }: { readonly isYes: boolean; readonly noMore: boolean },
): Promise<TrialPage | null> {
  const opened = await open(deps, named);
  if (!opened) return null;
  const { invitation, trial } = opened;
  const { organisationId, customerId, personId } = invitation;
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const locked = await lockTrial(tx, organisationId, trial.id);
    if (!locked || !isOpen(locked, now)) return;
    const answer = isYes ? 'accepted' : 'declined';
    if (noMore) await leaveOut(deps, tx, { organisationId, customerId, personId });
    if (!(await saveAnswer(tx, invitation, answer, now))) return;
    const origin = { organisationId, actor: null, surface: 'page' } as const;
    await record(deps, tx, { trial, happened: { what: answer, details: { customerId } }, origin });
    if (!isYes) return;
    const customer = (await deps.customers.byIds(organisationId, [customerId], tx)).get(customerId);
    const told = [...new Set([trial.ownerId, customer?.ownerId ?? trial.ownerId])];
    const payload = { organisationId, invitationId: invitation.id };
    await deps.outbox.enqueue(tx, toMembers(told, { organisationId, kind: 'trials.accepted', payload }));
  });
  return pageOf(deps, await open(deps, named));
}

/** A person says it for themselves; where nobody is known, it is said of the customer. */
async function leaveOut(
  { customers }: TrialsDeps,
  tx: Parameters<Parameters<TrialsDeps['outbox']['commit']>[0]>[0],
  { organisationId, customerId, personId }: Pick<NamedInvitation, 'organisationId' | 'customerId' | 'personId'>,
): Promise<void> {
  if (personId === null) return customers.prefers(tx, { organisationId, id: customerId }, 'no early tests');
  const person = await customers.person(organisationId, personId, tx);
  const unwanted = new Set([...(person?.unwanted ?? []), 'earlyTests' as const]);
  await customers.leaveOutOf(tx, { organisationId, id: personId }, [...unwanted]);
}
