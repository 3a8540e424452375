/** What the bot asks one person the day before a meeting, and what it says to their answer. */
import { text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card, Line } from '../../../chat/card.js';
import type { View } from '../../../reminders/index.js';
import type { Meeting } from '../rules/agenda.js';
import type { Question } from '../rules/question.js';

type Ahead = Pick<Meeting, 'name' | 'startsAt' | 'timeZone'>;

const when = ({ startsAt, timeZone }: Ahead): Line => ({ kind: 'time', at: startsAt, timeZone, style: 'dateTime' });

/** The question as it stands now: open, or with what became of it. */
export function questionView(question: Question, meeting: Ahead): View {
  const card = question.kind === 'learned' ? learnedQuestion(question, meeting) : shareQuestion(question, meeting);
  const buttons = card.blocks.filter(({ kind }) => kind === 'actions');
  const [detail] = card.blocks.flatMap((block) =>
    block.kind === (buttons.length > 0 ? 'note' : 'text') ? [block.line] : [],
  );
  return { card, row: [{ kind: 'row', line: card.title, ...(detail && { detail }) }, ...buttons] };
}

function learnedQuestion(question: Question, meeting: Ahead): Card {
  const title = 'Which customer did you last talk with, and what did you learn?';
  const isOpen = question.state !== 'answered';
  return {
    title,
    summary: `${title} For ${meeting.name}.`,
    ...(isOpen ? {} : { tone: 'good' as const }),
    blocks: [
      { kind: 'note', line: ['For ', meeting.name, ', ', ...lines(when(meeting))] },
      ...(isOpen
        ? ([
            text('One sentence is enough. Press the button, or simply answer here.'),
            {
              kind: 'actions',
              actions: [
                { kind: 'button', action: 'meetings.answer', label: 'Answer', value: question.id, style: 'primary' },
              ],
            },
          ] as const)
        : ([text('Thank you: your answer is on the agenda.')] as const)),
    ],
  };
}

function shareQuestion(question: Question, meeting: Ahead): Card {
  const title = 'Will you share something new about a customer?';
  const button = (verb: string, label: string, style?: 'primary') =>
    ({ kind: 'button', action: `meetings.${verb}`, label, value: question.id, ...(style && { style }) }) as const;
  const note: Block = { kind: 'note', line: ['You would start ', meeting.name, ', ', ...lines(when(meeting))] };
  const standing = standings[question.state];
  const actions = [button('share', 'Yes', 'primary'), button('swap', 'Swap'), button('decline', 'Not this time')];
  return {
    title,
    summary: `${title} For ${meeting.name}.`,
    ...(question.state === 'accepted' ? { tone: 'good' as const } : {}),
    blocks: [
      note,
      ...(standing === null
        ? ([
            text('It is your turn. Two minutes are enough: what surprised you?'),
            { kind: 'actions', actions },
          ] as const)
        : ([text(standing)] as const)),
    ],
  };
}

/** null: it is still open. */
const standings: Readonly<Record<Question['state'], string | null>> = {
  planned: null,
  asked: null,
  expired: 'This one is over. Whatever you have to share is welcome at any time: type `learn`.',
  answered: 'Thank you: you start.',
  accepted: 'Thank you: you start.',
  declined: 'Not this time. You are asked again another day.',
  swapped: 'Swapped. Next time it is your turn again.',
};

const lines = (line: Line) => [line].flat();

/** What whoever was asked to share reads at once. @param next who is asked instead; null: nobody is left */
export function sharedCard(answer: 'accepted' | 'swapped' | 'declined', meeting: Ahead, next: string | null): Card {
  const title = {
    accepted: `Thank you. You start ${meeting.name}.`,
    swapped: next ? `Swapped: ${next} is asked now.` : 'Swapped. Nobody else could be asked in time.',
    declined: 'That is fine. Another day.',
  }[answer];
  const learn = 'If you like, say now what it is about: type `learn` and what you learned.';
  const later = 'Somebody is named when the meeting opens.';
  const line = answer === 'accepted' ? learn : answer === 'swapped' && next ? null : later;
  return titledCard(title, line ? [{ kind: 'note', line }] : [], answer === 'accepted' ? 'good' : 'neutral');
}

/** An open question among what one owes. */
export function owedRow(
  question: Question & { readonly meetingName: string; readonly startsAt: Date; readonly timeZone: string },
): Block {
  const { kind, id, meetingName, startsAt, timeZone } = question;
  const detail: Line = [`For ${meetingName}, `, { kind: 'time', at: startsAt, timeZone, style: 'dateTime' }];
  return kind === 'learned'
    ? {
        kind: 'row',
        line: 'What did you learn from the customer you last talked with?',
        detail,
        action: { kind: 'button', action: 'meetings.answer', label: 'Answer', value: id },
      }
    : {
        kind: 'row',
        line: 'Will you share something new about a customer?',
        detail,
        action: { kind: 'button', action: 'meetings.share', label: 'Yes', value: id },
      };
}
