/** The newsletter by mail: a member gives an address and confirms it by a link; each issue goes once to each address. */
import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { FindMailFace, TakeBounce } from '../../chat/mail.js';
import type { NewsletterPages, ReaderPage } from '../../chat/newsletter-pages.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { type DeliveryOrder, toMembers } from '../../delivery/delivery.js';
import { newId } from '../../kernel/id.js';
import { speakUsually } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import type { TokenSubject } from '../../kernel/public-tokens.js';
import { inOrganisation } from '../../storage/scope.js';
import { mailingSweep } from '../customers/index.js';
import { organisationLanguage } from '../people/index.js';
import {
  alreadyCard,
  askedCard,
  byMailForm,
  confirmMail,
  mailEndedCard,
  newsletterMail,
  sayOfMail,
} from './cards/mail-words.js';
import type { NewsletterDeps } from './deps.js';
import { newsletterMailsPerDay } from './settings.js';
import { findNewsletter } from './store/newsletters.js';
import {
  askReader,
  claimMailing,
  confirmReader,
  countTaken,
  findReader,
  findReaderOf,
  mailingDue,
  mailingWork,
  markMailed,
  removeReader,
  saveMailing,
  takeMails,
} from './store/readers.js';
import { viewOf } from './view.js';

/** Room for one @, no space, no control character: what is left is the mail server's to judge. */
const address = z.email().max(254);
const hourMs = 3_600_000;
/** Room for a slip of the finger or two; more is somebody who writes to strangers. */
const mostAskedInAnHour = 5;

/** The form for the address, where mail can be sent. */
export function openByMail({ sendsMail }: NewsletterDeps): Reply {
  if (!sendsMail) throw sayOfMail.noServer();
  return openForm(byMailForm());
}

/** The form, filled in. */
export const takeByMail = (deps: NewsletterDeps, values: FormValues, context: InteractionContext): Promise<Reply> =>
  subscribeByMail(deps, typeof values.mail === 'string' ? values.mail : '', context);

/** Sends a link to the address; nothing else goes there before it was opened. */
export async function subscribeByMail(
  deps: NewsletterDeps,
  typed: string,
  { actor: { organisationId, id: memberId } }: InteractionContext,
): Promise<Reply> {
  if (!deps.sendsMail) throw sayOfMail.noServer();
  const read = address.safeParse(typed.trim());
  if (!read.success) throw sayOfMail.address();
  const email = read.data;
  const before = await findReaderOf(deps.database, organisationId, memberId);
  if (before?.confirmedAt && before.email.toLowerCase() === email.toLowerCase()) return showCard(alreadyCard());
  const at = deps.clock.now();
  const reader = { organisationId, memberId, id: newId(at), email };
  await deps.outbox.commit(async (tx) => {
    const askedCount = await askReader(tx, reader, { at, since: new Date(at.getTime() - hourMs) });
    if (askedCount > mostAskedInAnHour) throw sayOfMail.often();
    await deps.outbox.enqueue(tx, [
      { ...mailOrder(reader), kind: 'newsletter.confirm', payload: { organisationId, readerId: reader.id } },
    ]);
  });
  return showCard(askedCard());
}

const mailOrder = ({
  organisationId,
  id,
}: TokenSubject): Pick<DeliveryOrder, 'organisationId' | 'to' | 'atMostOnce'> => ({
  organisationId,
  to: { kind: 'person', organisationId, personId: id, about: 'newsletter' },
  atMostOnce: true,
});

/** Hands mails that are due to delivery: in working hours, so many a day. */
export const readersSweep = (deps: NewsletterDeps): Sweep =>
  mailingSweep(deps, {
    work: mailingWork,
    due: mailingDue,
    claim: claimMailing,
    save: saveMailing,
    perDay: newsletterMailsPerDay,
    countSince: countTaken,
    take: async (tx, newsletter, taken) =>
      (await takeMails(tx, newsletter, taken)).map(({ id: mailId, readerId }) => ({
        ...mailOrder({ organisationId: newsletter.organisationId, id: readerId }),
        kind: 'newsletter.mail',
        payload: { organisationId: newsletter.organisationId, newsletterId: newsletter.id, mailId, readerId },
      })),
  });

/** To whom its mails go; null: this is none of them. */
export function readerFace(deps: NewsletterDeps): FindMailFace {
  return async ({ organisationId, personId, about }) => {
    const reader = about === 'newsletter' ? await findReader(deps.database, organisationId, personId) : null;
    if (!reader) return null;
    const [{ name, settings }, member] = await Promise.all([
      deps.people.organisation(organisationId),
      deps.people.member(organisationId, reader.memberId),
    ]);
    return {
      to: { name: reader.confirmedAt === null ? '' : (member?.name ?? ''), address: reader.email },
      from: { name, colour: deps.pageColour(settings) },
      wishesUrl: readerUrl(deps, reader),
      returnName: `reader.${deps.tokens.make('b', reader)}`,
      ending: mailEnding(name),
    };
  };
}

/** The last words of each mail. */
export const mailEnding = (name: string) => ({
  why: say('Somebody at {name} asked for the newsletter at this address.', { name }),
  out: say('Stop these mails'),
});

/** Where a reader says yes, and leaves. */
const readerUrl = ({ baseUrl, tokens }: NewsletterDeps, { organisationId, id }: TokenSubject): string =>
  `${baseUrl()}/newsletter/by-mail/${tokens.make('l', { organisationId, id })}`;

/** An address that is dead, or whose owner called it spam, is forgotten. */
export const takeBounce =
  (deps: NewsletterDeps): TakeBounce =>
  async ({ returnName, why }) => {
    const named = deps.tokens.read('b', returnName.split('.')[1] ?? '');
    return named !== null && inOrganisation(named.organisationId, () => forget(deps, named, why === 'dead'));
  };

/** @param tells whether they hear of it in the chat. Answers whether it was there. */
async function forget(deps: NewsletterDeps, { organisationId, id }: TokenSubject, tells: boolean): Promise<boolean> {
  return deps.outbox.commit(async (tx) => {
    const gone = await removeReader(tx, organisationId, { id });
    const order = { organisationId, kind: 'newsletter.mailEnded', payload: { organisationId } };
    if (gone && tells) await deps.outbox.enqueue(tx, toMembers([gone.memberId], order));
    return gone !== null;
  });
}

const ofReader = z.object({ organisationId: z.string(), readerId: z.string() });
const ofMail = ofReader.extend({ newsletterId: z.string(), mailId: z.string() });

/** What this part sends. */
export const mailOutgoing = (deps: NewsletterDeps): Readonly<Record<string, Outgoing>> => ({
  'newsletter.confirm': {
    compose: (payload) => composeConfirm(deps, ofReader.parse(payload)),
    async settled(payload, outcome) {
      const { organisationId, readerId } = ofReader.parse(payload);
      if ('failed' in outcome && outcome.failed === 'person_gone')
        await forget(deps, { organisationId, id: readerId }, true);
    },
  },
  'newsletter.mail': {
    compose: (payload) => composeMail(deps, ofMail.parse(payload)),
    async settled(payload, outcome) {
      const { organisationId, mailId, readerId } = ofMail.parse(payload);
      if (!('failed' in outcome)) await markMailed(deps.database, organisationId, mailId, deps.clock.now());
      else if (outcome.failed === 'person_gone') await forget(deps, { organisationId, id: readerId }, true);
    },
  },
  'newsletter.mailEnded': { compose: async () => ({ kind: 'send', card: mailEndedCard() }) },
});

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

async function composeConfirm(
  deps: NewsletterDeps,
  { organisationId, readerId }: z.output<typeof ofReader>,
): Promise<Dispatch> {
  const reader = await findReader(deps.database, organisationId, readerId);
  if (!reader) return skip('they gave another address, or left');
  const [{ name }, member] = await Promise.all([
    deps.people.organisation(organisationId),
    deps.people.member(organisationId, reader.memberId),
  ]);
  const asked = { name, member: member?.name ?? say('Somebody'), url: readerUrl(deps, reader) };
  return { kind: 'send', card: confirmMail(asked) };
}

async function composeMail(
  deps: NewsletterDeps,
  { organisationId, newsletterId, readerId }: z.output<typeof ofMail>,
): Promise<Dispatch> {
  const reader = await findReader(deps.database, organisationId, readerId);
  if (!reader?.confirmedAt) return skip('they left');
  const newsletter = await findNewsletter(deps.database, organisationId, newsletterId);
  if (newsletter?.state !== 'sent') return skip('the newsletter is gone');
  const place = newsletter.placeId === null ? null : await deps.people.place(organisationId, newsletter.placeId);
  return { kind: 'send', card: newsletterMail(await viewOf(deps, newsletter), place?.name ?? null) };
}

/** Builds the room's public side. Nothing here trusts more than the token. */
export function readerPages(deps: NewsletterDeps): Pick<NewsletterPages, 'reader' | 'settle'> {
  const within = async (token: string, work: (named: TokenSubject) => Promise<ReaderPage>) => {
    const named = deps.tokens.read('l', token);
    return named && inOrganisation(named.organisationId, () => work(named));
  };
  return {
    reader: (token) => within(token, (named) => readerPage(deps, named)),
    settle: (token, wants) =>
      within(token, async (named) => {
        const { organisationId, id } = named;
        if (wants) await confirmReader(deps.database, organisationId, id, deps.clock.now());
        else await removeReader(deps.database, organisationId, { id });
        return readerPage(deps, named);
      }),
  };
}

async function readerPage(deps: NewsletterDeps, { organisationId, id }: TokenSubject): Promise<ReaderPage> {
  const [reader, { name, settings }] = await Promise.all([
    findReader(deps.database, organisationId, id),
    deps.people.organisation(organisationId),
  ]);
  speakUsually(organisationLanguage.of(settings));
  const owner = { name, colour: deps.pageColour(settings), words: null };
  return { owner, state: reader === null ? 'none' : reader.confirmedAt === null ? 'asked' : 'confirmed' };
}
