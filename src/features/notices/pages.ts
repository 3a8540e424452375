/** What customers read and send by their links. Nothing here trusts more than the token. */

import { z } from 'zod';
import type { NoticePages, ShownNotice, StatusPage, SubscriptionPage } from '../../chat/notice-pages.js';
import type { PageOwner } from '../../chat/survey-pages.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import { groupBy } from '../../kernel/group-by.js';
import { newId } from '../../kernel/id.js';
import { speakUsually } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import type { TokenScope, TokenSubject } from '../../kernel/public-tokens.js';
import { inOrganisation } from '../../storage/scope.js';
import { organisationLanguage } from '../people/index.js';
import type { NoticesDeps } from './deps.js';
import { subscriptionOrder } from './mail.js';
import type { Notice } from './rules/notice.js';
import { findNotice, listPublic, listUpdates } from './store/notices.js';
import { askFor, confirm, countUnconfirmed, findSubscriber, removeSubscriber } from './store/subscribers.js';

/** Builds the room's public side. */
export function noticePages(deps: NoticesDeps): NoticePages {
  return {
    page: (token) => within(deps, 'n', token, (named) => pageOf(deps, named)),
    subscribe: (token, email) => within(deps, 'n', token, (named) => subscribe(deps, named, email)),
    subscription: (token) => within(deps, 'm', token, (named) => subscriptionOf(deps, named)),
    settle: (token, wants) => within(deps, 'm', token, (named) => settle(deps, named, wants)),
  };
}

/** Whoever has a token is known by it alone: what follows is for its organisation. */
async function within<T>(
  { tokens }: NoticesDeps,
  scope: TokenScope,
  token: string,
  work: (named: TokenSubject) => Promise<T | null>,
): Promise<T | null> {
  const named = tokens.read(scope, token);
  return named && inOrganisation(named.organisationId, () => work(named));
}

/** From here on the page speaks their language, unless its reader asks for another. */
async function ownerOf({ people, pageColour }: NoticesDeps, organisationId: string) {
  const { name, settings } = await people.organisation(organisationId);
  speakUsually(organisationLanguage.of(settings));
  const owner: PageOwner = { name, colour: pageColour(settings), words: null };
  return { owner, timeZone: settings.timeZone };
}

const dayMs = 86_400_000;
/** Those that ended are shown for so long. */
const pastDays = 90;
const most = { notices: 30, updates: 300 } as const;

async function pageOf(deps: NoticesDeps, { organisationId, id }: TokenSubject): Promise<StatusPage | null> {
  const isWhole = id === organisationId;
  const endedSince = new Date(deps.clock.now().getTime() - pastDays * dayMs);
  const found = isWhole
    ? await listPublic(deps.database, organisationId, { endedSince, limit: most.notices })
    : [await findNotice(deps.database, organisationId, id)].filter(isShown);
  if (!isWhole && found.length === 0) return null;
  const ids = found.map((notice) => notice.id);
  const updates = groupBy(
    await listUpdates(deps.database, organisationId, ids, most.updates),
    ({ noticeId }) => noticeId,
  );
  const notices = found.map((notice): ShownNotice => {
    const { beginsAt, endsAt, endedAt, touches, why } = notice;
    const token = deps.tokens.make('n', { organisationId, id: notice.id });
    const shown = { beginsAt, endsAt, endedAt, touches, why, updates: updates.get(notice.id) ?? [] };
    return { id: notice.id, token, isOpen: notice.state === 'open', ...shown };
  });
  const changes = notices.flatMap(({ updates: all }) => all.map(({ at }) => at.getTime()));
  return {
    ...(await ownerOf(deps, organisationId)),
    ...{ id, isWhole, notices, sendsMail: deps.sendsMail },
    changedAt: new Date(Math.max(0, ...changes)),
  };
}

const isShown = (notice: Notice | null): notice is Notice =>
  notice !== null && notice.publishedAt !== null && notice.channels.includes('page');

/** Room for one @, no space, no control character: what is left is the mail server's to judge. */
const address = z.email().max(254);

const hourMs = 3_600_000;
/** Of one organisation: more in an hour is somebody who tries addresses. */
const mostAskedInAnHour = 100;

async function subscribe(deps: NoticesDeps, named: TokenSubject, email: unknown): Promise<StatusPage | null> {
  const page = await pageOf(deps, named);
  if (!page?.sendsMail) return null;
  const typed = address.safeParse(typeof email === 'string' ? email.trim() : '');
  if (!typed.success)
    throw InvalidInput.field('notices.email', 'email', say('This is not an address. Write it as ann@example.com.'));
  const { organisationId, id: pageId } = named;
  const now = deps.clock.now();
  const hourAgo = new Date(now.getTime() - hourMs);
  await deps.outbox.commit(async (tx) => {
    if ((await countUnconfirmed(tx, organisationId, now, hourAgo)) >= mostAskedInAnHour)
      throw new Conflict('notices.manyAsk', say('Too many people ask just now. Please try again in an hour.'));
    const asked = { organisationId, id: newId(now), pageId, email: typed.data, requestedAt: now };
    const subscriber = await askFor(tx, asked, hourAgo);
    if (subscriber) await deps.outbox.enqueue(tx, [subscriptionOrder(organisationId, subscriber.id)]);
  });
  return page;
}

async function subscriptionOf(deps: NoticesDeps, { organisationId, id }: TokenSubject): Promise<SubscriptionPage> {
  const subscriber = await findSubscriber(deps.database, organisationId, id);
  const { owner } = await ownerOf(deps, organisationId);
  return { owner, state: subscriber === null ? 'none' : subscriber.confirmedAt === null ? 'asked' : 'confirmed' };
}

async function settle(deps: NoticesDeps, named: TokenSubject, wants: boolean): Promise<SubscriptionPage> {
  const { organisationId, id } = named;
  if (wants) await deps.database.transaction((tx) => confirm(tx, organisationId, id, deps.clock.now()));
  else await removeSubscriber(deps.database, organisationId, id);
  return subscriptionOf(deps, named);
}
