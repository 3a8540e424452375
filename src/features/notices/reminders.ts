/** Reminds whoever wrote a notice of its end: before it, at it, and each working day until it is moved or ended. */

import { actions, button, quote, text, titledCard } from '../../chat/blocks.js';
import { sayLine } from '../../chat/say-line.js';
import { say } from '../../kernel/language/say.js';
import {
  type Kind,
  type Line,
  lateness,
  partiesOf,
  readCrowd,
  recipientsOf,
  remindersOf,
  type View,
} from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { rolesOfRepeat } from '../feedback/index.js';
import { calendarOf } from '../people/index.js';
import { noticeRow } from './cards/notice-cards.js';
import { endOf } from './cards/notice-words.js';
import type { NoticesDeps } from './deps.js';
import { type Notice, nextNudgeAt, noticeName, rungs } from './rules/notice.js';
import { claimNudges, findNotices, noticeKind, nudgesDue, saveNotice } from './store/notices.js';

/** The promise of an end, as reminders chase it. */
export function noticeReminders(deps: NoticesDeps): Kind<Notice> {
  const { database, people } = deps;
  return {
    name: noticeKind,
    ladder: { due: nudgesDue, claim: claimNudges, climb: (tx, notices, now) => climb(deps, tx, { notices, now }) },
    async standing(organisationId, ids) {
      const [{ champion }, found] = await Promise.all([
        people.organisation(organisationId),
        findNotices(database, organisationId, ids),
      ]);
      const fallbackIds = champion ? [champion.id] : [];
      return new Map(
        found.map(({ id, round, state, ownerId, placeId, endsAt }) => [
          id,
          { round, isOpen: state === 'open', ownerId, fallbackIds, placeId, urgentAt: endsAt },
        ]),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: () => button(say('Show open notices'), 'notices.list', 'open'),
  };
}

async function climb(
  { people }: NoticesDeps,
  tx: Transaction,
  { notices, now }: { readonly notices: readonly Notice[]; readonly now: Date },
) {
  const crowd = await readCrowd(
    people,
    notices.map(({ organisationId, ownerId }) => ({ organisationId, memberIds: [ownerId] })),
    tx,
  );
  const planned = [];
  for (const notice of notices) {
    const { organisationId, ownerId, placeId, nudgeCount, endsAt } = notice;
    const { champion, settings } = crowd.household(organisationId);
    const about = { ownerId, placeId, fallbacks: [champion], waitsForOwner: false };
    const isLate = nudgeCount > rungs.atEnd;
    const roles = ['owner' as const, ...(isLate ? rolesOfRepeat(settings, nudgeCount - rungs.atEnd - 1) : [])];
    const recipients = recipientsOf(partiesOf(crowd, organisationId, about), roles, now);
    const step = Math.min(nudgeCount, rungs.atEnd);
    const of = { subject: notice, round: notice.round, step, repeat: nudgeCount - step };
    planned.push(...remindersOf(noticeKind, of, recipients));
    const nudgeDueAt = nextNudgeAt(endsAt, calendarOf(settings), now);
    await saveNotice(tx, { ...notice, nudgeDueAt, nudgeCount: nudgeCount + 1 });
  }
  return planned;
}

async function show(
  deps: NoticesDeps,
  organisationId: string,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, View>> {
  const ids = lines.map(({ reminder }) => reminder.subjectId);
  const [{ settings }, notices] = await Promise.all([
    deps.people.organisation(organisationId),
    findNotices(deps.database, organisationId, ids),
  ]);
  const now = deps.clock.now();
  return new Map(
    lines.flatMap((line) => {
      const notice = notices.find(({ id }) => id === line.reminder.subjectId);
      return notice ? [[notice.id, viewOf(notice, line, { settings, now })] as const] : [];
    }),
  );
}

function viewOf(
  notice: Notice,
  { isOver }: Line,
  { settings, now }: { readonly settings: Parameters<typeof calendarOf>[0]; readonly now: Date },
): View {
  const { timeZone } = settings;
  const name = noticeName(notice.number);
  const { endsAt } = notice;
  if (isOver) {
    const title = say(notice.state === 'open' ? '{name} · carried on' : '{name} · ended', { name });
    return { card: titledCard(title, [quote(notice.touches)]), row: [{ kind: 'row', line: title }] };
  }
  const isLate = endsAt !== null && endsAt <= now;
  const late = isLate ? lateness(calendarOf(settings), endsAt, now) : null;
  const title = isLate
    ? late
      ? say('{name}: its end has passed, {late} ago', { name, late })
      : say('{name}: its end has passed', { name })
    : endsAt === null
      ? say('{name}: is there anything new?', { name })
      : say('{name}: it is expected to end soon', { name });
  return {
    card: titledCard(
      title,
      [
        text(
          sayLine('Customers were promised an end: {end}. Say what is new, move the end, or end it.', {
            end: endOf(notice, timeZone),
          }),
        ),
        quote(notice.touches),
        actions([
          button(say('Update'), 'notices.update', name, 'primary'),
          button(say('Move its end'), 'notices.until', name),
          button(say('End it'), 'notices.end', name),
        ]),
      ],
      'warning',
    ),
    row: [noticeRow(notice, timeZone)],
  };
}
