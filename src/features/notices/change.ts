/** Carries a notice on: what is new, another end, and how it ended. Each is an entry of its thread, on page, mail and feed. */

import { type Form, type FormValues, field } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { isStorable, unstorable } from '../../chat/typed.js';
import { toPlace } from '../../delivery/delivery.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import { updateTitle, withTitle } from './cards/notice-cards.js';
import { noticeRefusals as refusals } from './cards/notice-words.js';
import type { NoticesDeps } from './deps.js';
import {
  firstNudgeAt,
  limits,
  livingKey,
  type Notice,
  type NoticeUpdate,
  noticeName,
  noticeNumbers,
} from './rules/notice.js';
import { findNumbered, lockNumbered, refuseOthers, viewOf } from './show.js';
import { insertUpdate, noticeKind, saveNotice } from './store/notices.js';
import { audit, isMailed, placeOrders, readEnd } from './write.js';

/** The three deeds, as they are typed. */
export type Deed = 'update' | 'until' | 'end';

/** `notice end N-1 what happened`: the number, and what stands behind it. */
function readLine(typed: string): { readonly number: number; readonly rest: string } {
  const [, name = '', rest = ''] = /^(n[-‐‑–—\s]*\d+|#?\s*\d+)(?=\s|$)([\s\S]*)$/iu.exec(typed.trim()) ?? [];
  if (name === '') throw new InvalidInput('notices.nameOne', refusals.nameOne());
  return { number: noticeNumbers.read(/^\d/u.test(name) ? `N-${name}` : name), rest: rest.trim() };
}

/** As it was typed. Without words it asks for them. */
export function changeByCommand(
  deps: NoticesDeps,
  deed: Deed,
  typed: string,
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const { number, rest } = readLine(typed);
  if (rest === '') return openDeed(deps, deed, noticeName(number), context);
  return change(
    deps,
    { deed, number, ...(deed === 'until' ? { until: rest, text: '' } : { until: '', text: rest }) },
    context,
  );
}

/** Asks for the words. */
export async function openDeed(
  deps: NoticesDeps,
  deed: Deed,
  value: string,
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const notice = await findNumbered(deps, context.actor.organisationId, noticeNumbers.read(value));
  refuseClosed(notice);
  return openForm(deedForm(deed, notice));
}

const hints: Readonly<Record<Deed, string>> = {
  update: phrase('Customers read it on the page and by mail.'),
  until: phrase('Why it takes longer. You can leave it empty.'),
  end: phrase('What happened, and what you do so that it does not happen again.'),
};

const deedForm = (deed: Deed, { number }: Notice): Form => ({
  form: `notices.${deed}`,
  subject: noticeName(number),
  title: updateTitle(deed),
  fields: [
    ...(deed === 'until'
      ? [
          field('text', 'until', say('Until when?'), {
            maxLength: 40,
            hint: say('Such as 16:30, 2h or tomorrow 10:00.'),
          }),
        ]
      : []),
    field('text', 'text', deed === 'end' ? say('What happened?') : say('What is new?'), {
      multiline: true,
      maxLength: limits.update,
      optional: deed === 'until',
      hint: say(hints[deed]),
    }),
  ],
  submit: updateTitle(deed),
});

/** As the form says it. */
export function changeByForm(
  deps: NoticesDeps,
  deed: Deed,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const given = (name: string) => (typeof values[name] === 'string' ? values[name].trim() : '');
  return change(
    deps,
    { deed, number: noticeNumbers.read(subject), text: given('text'), until: given('until') },
    context,
  );
}

interface Change {
  readonly deed: Deed;
  readonly number: number;
  readonly text: string;
  readonly until: string;
}

const kinds: Readonly<Record<Deed, NoticeUpdate['kind']>> = { update: 'updated', until: 'moved', end: 'ended' };
const doneTitles: Readonly<Record<Deed, string>> = {
  update: phrase('Said.'),
  until: phrase('Moved.'),
  end: phrase('Ended.'),
};

async function change(deps: NoticesDeps, asked: Change, context: InteractionContext): Promise<Reply> {
  const { deed, number, text } = asked;
  refuseWords(asked);
  const { organisationId, id: byId, timeZone } = context.actor;
  const now = deps.clock.now();
  const id = await deps.outbox.commit(async (tx) => {
    const before = await lockNumbered(tx, organisationId, number);
    refuseClosed(before);
    const after = carriedOn(before, asked, { now, timeZone });
    await saveNotice(tx, after);
    const entry = { organisationId, id: newId(now), noticeId: before.id, kind: kinds[deed], text, at: now, byId };
    await insertUpdate(tx, { ...entry, endsAt: after.endsAt }, isMailed(deps, after) ? now : null);
    await audit(deps, tx, { what: deed === 'end' ? 'notices.end' : 'notices.update', number, context });
    const edits = await deps.reminders.movedOn(tx, noticeKind, [before.id], { isEnd: deed === 'end' });
    const payload = { organisationId, updateId: entry.id };
    const news = { organisationId, kind: 'notices.news', payload, threadOf: livingKey(before.id) };
    await deps.outbox.enqueue(tx, [...edits, ...placeOrders(after), ...toPlace(after.placeId, news)]);
    return before.id;
  });
  return showCard(withTitle(await viewOf(deps, id, context), say(doneTitles[deed])));
}

function refuseWords({ deed, text, until }: Change): void {
  if (deed === 'until' && until === '') throw InvalidInput.field('notices.sayWhen', 'until', refusals.sayWhen());
  if (deed !== 'until' && text === '')
    throw InvalidInput.field('notices.sayIt', 'text', deed === 'end' ? refusals.sayHow() : refusals.saySo());
  const length = [...text].length;
  if (length > limits.update)
    throw InvalidInput.field('notices.tooLong', 'text', refusals.tooLong(length, limits.update));
  if (!isStorable(text)) throw InvalidInput.field('notices.unstorable', 'text', unstorable());
}

function refuseClosed({ state, number }: Notice): void {
  if (state !== 'open') throw new Conflict('notices.notOpen', refusals.notOpen(noticeName(number), state));
}

function carriedOn(
  before: Notice,
  { deed, until }: Change,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Notice {
  if (deed === 'end') return { ...before, state: 'ended', endedAt: now, nudgeDueAt: null };
  const endsAt =
    deed === 'until' ? readEnd(until, 'until', { now, timeZone, beginsAt: before.beginsAt }) : before.endsAt;
  const isLate = endsAt !== null && endsAt <= now;
  // A word to customers counts as one; whoever is late is asked for the end again at the next rung.
  if (isLate) return before;
  return { ...before, endsAt, round: before.round + 1, nudgeCount: 0, nudgeDueAt: firstNudgeAt(endsAt, now) };
}
