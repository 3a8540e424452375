/** The minutes in the thread of the agenda: in as many messages as they need, so that nothing of them is cut. */
import { actions, heading, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { lineLength } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type Meeting, pagesOf } from '../rules/agenda.js';
import type { Minutes } from '../rules/minutes.js';
import { dayText, namedBefore, oneLine, reasonsText } from './agenda-words.js';

const partRoom = 5_000;
const lineWeight = 90;

/** @param url where the file is to be fetched */
export function minutesCards(meeting: Meeting, url: string): readonly Card[] {
  const { minutes } = meeting;
  if (!minutes) return [];
  const lines = chaptersOf(minutes, meeting.closedAt ?? meeting.endsAt);
  const parts = pagesOf(lines, ({ line }) => lineWeight + lineLength(line), partRoom);
  return parts.map((part, index) => {
    const { name } = meeting;
    const title =
      parts.length > 1
        ? say('Minutes of {name} ({part} of {count})', { name, part: index + 1, count: parts.length })
        : say('Minutes of {name}', { name });
    const isLast = index === parts.length - 1;
    return titledCard(title, [
      ...blocksOf(part),
      ...(isLast ? ([actions([{ kind: 'openLink', label: say('Download'), url }])] as const) : []),
    ]);
  });
}

/** One line of a chapter of the minutes. */
interface Entry {
  readonly chapter: string;
  readonly line: Line;
}

function chaptersOf(minutes: Minutes, at: Date): readonly Entry[] {
  const { chair, presenter, learnings, decisions, followUps, carried } = minutes;
  const chapter = (name: string, lines: readonly Line[]): Entry[] => lines.map((line) => ({ chapter: name, line }));
  const sat: Line = chair
    ? sayLine('{name}. {reasons}', { name: bold(chair.name), reasons: reasonsText(chair.reasons, null) })
    : say('Nobody: no customer had anything new to say.');
  const isUnused = learnings.length + decisions.length + followUps.length === 0;
  const starter = presenter && !isUnused ? [say('{name} started.', { name: presenter })] : [];
  return [
    ...(isUnused
      ? chapter(say('Was anybody there?'), [say('Nobody added or discussed anything on this agenda.')])
      : []),
    ...chapter(say('In the empty chair'), [sat]),
    ...chapter(say('What we learned'), [
      ...starter,
      ...orElse(learnings.map(learnedLine), say('No new learnings: that is a finding too.')),
    ]),
    ...chapter(say('What we discussed'), orElse(decisions.map(decidedLine), say('No item was marked as discussed.'))),
    ...chapter(
      say('What we promised'),
      orElse(
        followUps.map((each) => promisedLine(each, at)),
        say('Nothing new was promised.'),
      ),
    ),
    ...chapter(
      say('On the next agenda'),
      orElse(
        carried.map(({ what }) => what),
        say('Nothing is left over.'),
      ),
    ),
  ];
}

const orElse = (lines: readonly Line[], otherwise: string): readonly Line[] => (lines.length > 0 ? lines : [otherwise]);

function learnedLine({ text, customer, by }: Minutes['learnings'][number]): Line {
  const about = namedBefore(customer, text);
  return [...(about ? [bold(about), ': '] : []), `“${oneLine(text)}” (${by})`];
}

const decidedLine = ({ what, decision, by }: Minutes['decisions'][number]): Line =>
  decision ? [`${what}: `, bold(oneLine(decision)), ` (${by})`] : say('{what} (discussed, {by})', { what, by });

const promisedLine = ({ name, text, owner, dueOn }: Minutes['followUps'][number], at: Date): Line =>
  sayLine('{name} {text} · {owner}, by {day}', {
    name: bold(name),
    text: oneLine(text),
    owner,
    day: dayText(dueOn, at),
  });

/** A heading for each chapter, and its lines as one list. */
function blocksOf(entries: readonly Entry[]): readonly Block[] {
  const chapters = [...new Set(entries.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter): Block[] => [
    heading(chapter),
    { kind: 'list', items: entries.filter((entry) => entry.chapter === chapter).map(({ line }) => line) },
  ]);
}
