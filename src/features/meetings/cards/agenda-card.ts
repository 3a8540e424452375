/**
 * The agenda: one living card in the place, the customer first. It stays short: what does not fit stands one press
 * away on the pages of its section, and nothing is cut unseen.
 */
import { actions, button, facts, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, inlines, type Line, mention } from '../../../chat/card.js';
import { buttonRoom, cardRoom, roomOf } from '../../../chat/card-room.js';
import { pageButtons } from '../../../chat/pages.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { Agenda } from '../agenda/gather.js';
import { allot, isLate, pagesOf, type Section, sections } from '../rules/agenda.js';
import { blocksOf, type Item, itemsOf } from './agenda-items.js';
import { chairTitle, emptyLine, namesText, reasonsText, sectionTitle } from './agenda-words.js';

/** What the headings, the chair and the buttons at the end take. */
const frameRoom = 2_200;

/** The living card of a meeting, open or closed. */
export function agendaCard(agenda: Agenda): Card {
  const { meeting, chair } = agenda;
  const all = sections.map((section) => itemsOf(agenda, section));
  const counts = shownCounts(
    all.map((items) => items.map(weightOf)),
    agenda.notices.reduce((sum, row) => sum + roomOf(row), 0),
  );
  const shown = (section: Section): readonly Block[] => {
    const index = sections.indexOf(section);
    return sectionRows(agenda, section, all[index] ?? [], counts[index] ?? 0);
  };
  return {
    title: meeting.name,
    summary: chair
      ? say('{name} begins with the customer. In the empty chair: {customer}.', {
          name: meeting.name,
          customer: chair.customer.name,
        })
      : say('{name} begins with the customer.', { name: meeting.name }),
    blocks: [
      note(whenLine(agenda)),
      heading(`1 · ${chairTitle()}`),
      ...chairBlocks(agenda),
      ...(agenda.notices.length > 0 ? [heading(say('What customers are told now')), ...agenda.notices] : []),
      { kind: 'divider' },
      heading(`2 · ${sectionTitle('learning')}`),
      ...presenterBlocks(agenda),
      ...shown('learning'),
      ...askedBlocks(agenda),
      { kind: 'divider' },
      heading(`3 · ${sectionTitle('idea')}`),
      ...shown('idea'),
      { kind: 'divider' },
      heading(`4 · ${sectionTitle('number')}`),
      ...shown('number'),
      { kind: 'divider' },
      heading(`5 · ${sectionTitle('feedback')}`),
      ...answeredBlocks(agenda, shown),
      { kind: 'divider' },
      ...trialBlocks(agenda, shown),
      heading(`${agenda.trials.length > 0 ? 7 : 6} · ${sectionTitle('followUp')}`),
      ...shown('followUp'),
      ...whoMay(agenda),
      actions(actionsOf(agenda)),
    ],
  };
}

/** Each section that doesn't stand here whole needs a way to the rest, which takes room as well. */
function shownCounts(weights: readonly (readonly number[])[], taken: number): readonly number[] {
  for (let rests = 0; ; rests += 1) {
    const counts = allot(weights, cardRoom - frameRoom - taken - rests * buttonRoom);
    if (counts.filter((count, index) => count < (weights[index]?.length ?? 0)).length <= rests) return counts;
  }
}

function whenLine({ meeting }: Agenda): Line {
  const { startsAt, timeZone, openedAt } = meeting;
  const starts = { kind: 'time', at: startsAt, timeZone, style: 'dateTime' } as const;
  if (!openedAt || !isLate(meeting)) return sayLine('{starts} · the customer first', { starts });
  return sayLine('{starts} · opened late, at {at}: I was not there at the time', {
    starts,
    at: { kind: 'time', at: openedAt, timeZone, style: 'time' },
  });
}

function chairBlocks({ chair, organisation }: Agenda): readonly Block[] {
  if (!chair) return [text(emptyLine('chair'))];
  const { customer, reasons, seatedBy, known, lastContactAt } = chair;
  const { timeZone } = organisation.settings;
  const heard: Line = lastContactAt
    ? sayLine('Last heard from {at}.', { at: { kind: 'time', at: lastContactAt, timeZone, style: 'date' } })
    : '';
  return [
    text([bold(customer.name), ...customer.segments.map((segment) => ` · ${segment}`)]),
    note([reasonsText(reasons, seatedBy?.name ?? null), ...(heard === '' ? [] : [' ', ...inlines(heard)])]),
    ...(known.length > 0 ? [{ kind: 'list', items: known } as const] : []),
  ];
}

/** Who starts: whoever said yes beforehand, else somebody whose turn it is. */
function presenterBlocks({ presenter }: Agenda): readonly Block[] {
  if (!presenter) return [];
  const who = mention(presenter.person);
  const line: Line = presenter.hasAccepted
    ? sayLine('{who} shares something new, and starts.', { who })
    : sayLine('{who}, would you start?', { who });
  return [text(line)];
}

/** Who has answered the day before, and from whom we have not heard. */
function askedBlocks({ asked }: Agenda): readonly Block[] {
  const { answered, open } = asked;
  if (answered.length + open.length === 0) return [];
  const names = (people: Agenda['asked']['open']) => namesText(people.map(({ name }) => name));
  const heard =
    answered.length > 0
      ? say('Answered beforehand: {names}.', { names: names(answered) })
      : say('Nobody answered beforehand.');
  const unheard = open.length > 0 ? ` ${say('Still to be heard: {names}.', { names: names(open) })}` : '';
  return [note(`${heard}${unheard}`)];
}

function answeredBlocks(agenda: Agenda, shown: (section: Section) => readonly Block[]): readonly Block[] {
  const isResolved = agenda.resolved.length > 0;
  const isOverdue = agenda.overdue.length > 0;
  if (!isResolved && !isOverdue) return [text(emptyLine('feedback'))];
  return [...(isResolved ? shown('feedback') : []), ...(isOverdue ? shown('overdue') : [])];
}

/** Only while customers try something and say something new. */
function trialBlocks({ trials }: Agenda, shown: (section: Section) => readonly Block[]): readonly Block[] {
  if (trials.length === 0) return [];
  return [heading(`6 · ${sectionTitle('trial')}`), ...shown('trial'), { kind: 'divider' }];
}

/** The first rows of a section, and a way to the others, or to words that were too long for this card. */
function sectionRows(agenda: Agenda, section: Section, items: readonly Item[], count: number): readonly Block[] {
  const empty = section === 'overdue' ? emptyLine('feedback') : emptyLine(section);
  if (items.length === 0) return [text(empty)];
  const rows = items.slice(0, count);
  const total = items.length + agenda.moreCounts[section];
  const rest = total - rows.length;
  // Feedback and promises are shown whole under their number; learnings and ideas only here.
  const isCut =
    (section === 'learning' || section === 'idea' || section === 'trial') && rows.some((item) => item.isCut);
  if (rest === 0 && !isCut) return rows.flatMap(blocksOf);
  const action: Action = button(
    rest > 0 ? say('Show all {count}', { count: total }) : say('Show in full'),
    'meetings.section',
    `${agenda.meeting.id} ${section} 1`,
  );
  return [...rows.flatMap(blocksOf), actions([action])];
}

/** Everybody in the place reads these buttons: whom one of them is for is said once. */
function whoMay({ organisation }: Agenda): readonly Block[] {
  const { champion } = organisation;
  return champion ? [note(say('{name}, the champion, can seat another customer.', { name: champion.name }))] : [];
}

function actionsOf({ meeting, now }: Agenda): readonly Action[] {
  const value = meeting.id;
  const close = {
    title: say('Close the meeting?'),
    text:
      now < meeting.startsAt
        ? say(
            'It has not begun yet, and will not open again by itself. The minutes are posted, and what was not discussed is on the next agenda.',
          )
        : say('The minutes are posted, and what was not discussed is on the next agenda.'),
    yes: say('Close it'),
  };
  return [
    button(say('Add a learning'), 'meetings.addLearning', value, 'primary'),
    button(say('Add a follow-up'), 'meetings.addFollowUp', value),
    button(say('Seat another customer'), 'meetings.seat', value),
    { kind: 'button', action: 'meetings.close', label: say('Close the meeting'), value, confirm: close },
  ];
}

/** A row's frame holds the room of one button. */
const weightOf = ({ row, below }: Item): number => roomOf(row) + (below ? buttonRoom : 0);

/** One page of a section with all its words; only the asker sees it. */
export function sectionCard(agenda: Agenda, section: Section, wanted: number): Card {
  const pages = pagesOf(itemsOf(agenda, section, true), weightOf, cardRoom);
  const pageCount = Math.max(1, pages.length);
  const page = Math.min(Math.max(1, Number.isInteger(wanted) ? wanted : 1), pageCount);
  const items = pages[page - 1] ?? [];
  const title = `${agenda.meeting.name} · ${section === 'overdue' ? say('Overdue') : sectionTitle(section)}`;
  const hidden = agenda.moreCounts[section];
  return titledCard(title, [
    ...(items.length > 0 ? items.flatMap(blocksOf) : [text(say('Nothing here any more.'))]),
    ...(page === pageCount && hidden > 0
      ? [{ kind: 'row', line: say('and {count, number} more', { count: hidden }), action: showAll(section) } as const]
      : []),
    ...pageButtons({ page, pageCount }, 'meetings.section', (target) => `${agenda.meeting.id} ${section} ${target}`),
  ]);
}

/** Where another card shows what is beyond the agenda; the others come when some of these are ticked. */
function showAll(section: Section): Action | undefined {
  if (section === 'overdue') return button(say('Show all overdue'), 'feedback.list', 'overdue');
  return section === 'followUp' ? button(say('Show all promises'), 'meetings.followUps', '1') : undefined;
}

/** What stays of the agenda when the meeting is over; the minutes stand in its thread. */
export function closedAgendaCard(agenda: Agenda, minutesUrl: string): Card {
  const { meeting, closedBy } = agenda;
  const { minutes, closedAt, timeZone } = meeting;
  const title = say('{name} · closed', { name: meeting.name });
  const fact = (label: string, value: string) => ({ label, value });
  const count = (list: readonly unknown[] | undefined) => String(list?.length ?? 0);
  const by = closedBy ? say('Closed by {name}', { name: closedBy.name }) : say('Closed by itself');
  const when: Line = closedAt ? [`${by}, `, { kind: 'time', at: closedAt, timeZone, style: 'dateTime' }] : by;
  return {
    title,
    summary: say('{title}. The minutes are in the thread.', { title }),
    blocks: [
      note(when),
      facts([
        fact(say('In the empty chair'), minutes?.chair?.name ?? say('nobody')),
        fact(say('What we learned'), count(minutes?.learnings)),
        fact(say('What we discussed'), count(minutes?.decisions)),
        fact(say('What we promised'), count(minutes?.followUps)),
        fact(say('On the next agenda'), count(minutes?.carried)),
      ]),
      note(say('The minutes are in the thread.')),
      actions([
        {
          kind: 'openLink',
          label: say('Download the minutes (until {date})', { date: expiryText(agenda) }),
          url: minutesUrl,
        },
      ]),
    ],
  };
}

/** For so long the minutes' address is good. */
export const minutesLinkDays = 7;

/** Until when the minutes' file can be fetched. */
export function minutesExpiry(closedAt: Date): Date {
  return new Date(closedAt.getTime() + minutesLinkDays * 86_400_000);
}

function expiryText({ meeting, now }: Agenda): string {
  const { closedAt, timeZone } = meeting;
  return formatInstant(minutesExpiry(closedAt ?? now), 'date', { timeZone, now });
}
