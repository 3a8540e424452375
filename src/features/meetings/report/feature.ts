/** `report`: how well the loop itself works, asked of every room for one period; and what the meetings say to it. */
import type { Chapter, Feature, ReportPeriod } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { periodOf } from '../../../kernel/time/period.js';
import { meetingsReportBlocks, reportCard } from '../cards/report-card.js';
import type { MeetingsDeps } from '../deps.js';
import { reckonMeetings } from '../rules/report.js';
import { countLearnings, countMeetings, promisesDue } from '../store/report.js';

/** The command `report`: how well each room's habit goes. */
export function reportFeature(deps: MeetingsDeps): Feature {
  return {
    commands: [
      {
        name: 'report',
        usage: 'report [7d|30d|month|quarter|year|2026-05|2026-Q2|2026|from..to]',
        does: phrase('shows how well customers are answered: how much, how fast, what came of it'),
        examples: ['report quarter'],
        asked: [
          {
            words: /^(?:show report|how (?:well|fast|quickly) (?:do|did) we answer(?: customers)?)$/iu,
            line: 'report',
          },
        ],
        details: [{ key: 'period' }],
        handle: ({ text, details }, context) => report(deps, details.period ?? (text.trim() || '30d'), context),
      },
    ],
    actions: { 'meetings.report': (period, context) => report(deps, period, context) },
    reportOn: (period, context) => reportOn(deps, period, context),
  };
}

/** Days are the organisation's. Throws InvalidInput on `period`. */
async function report(deps: MeetingsDeps, name: string, context: InteractionContext): Promise<Reply> {
  const { settings } = await deps.people.organisation(context.actor.organisationId);
  const period = periodOf(name, deps.clock.now(), settings.timeZone);
  const chapters = await Promise.all(deps.chapters().map((room) => room.reportOn?.(period, context)));
  const blocks = chapters.flatMap((chapter) => chapter?.blocks ?? []);
  return showCard(reportCard(period, blocks));
}

async function reportOn(
  deps: MeetingsDeps,
  period: ReportPeriod,
  { actor: { organisationId } }: InteractionContext,
): Promise<Chapter> {
  const { database, people, clock } = deps;
  const { settings } = await people.organisation(organisationId);
  const first = dateInZone(settings.timeZone, period.from);
  const last = dateInZone(settings.timeZone, new Date(period.until.getTime() - 1));
  const [meetings, learningsBy, due] = await Promise.all([
    countMeetings(database, organisationId, period),
    countLearnings(database, organisationId, period),
    promisesDue(database, organisationId, { first, last }),
  ]);
  const ids = new Set([...learningsBy.map(({ memberId }) => memberId), ...due.map(({ ownerId }) => ownerId)]);
  const members = new Map((await people.members(organisationId, [...ids])).map((member) => [member.id, member]));
  const promises = due.map((each) => ({
    ...each,
    ownersZone: members.get(each.ownerId)?.timeZone ?? settings.timeZone,
  }));
  const figures = reckonMeetings(meetings, learningsBy, { promises, now: clock.now() });
  const blocks = meetingsReportBlocks(figures, (id) => members.get(id)?.name ?? say('somebody who has left'));
  return { blocks, count: figures.heldCount };
}
