/** What the bot asks one person the day before a meeting, and what it says to their answer. */
import { text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card, Inline, Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { View } from '../../../reminders/index.js';
import type { Meeting } from '../rules/agenda.js';
import type { Question } from '../rules/question.js';

type Ahead = Pick<Meeting, 'name' | 'startsAt' | 'timeZone'>;

const when = ({ startsAt, timeZone }: Ahead): Inline => ({ kind: 'time', at: startsAt, timeZone, style: 'dateTime' });

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
  const title = say('Which customer did you last talk with, and what did you learn?');
  const isOpen = question.state !== 'answered';
  return {
    title,
    summary: say('{question} For {meeting}.', { question: title, meeting: meeting.name }),
    ...(isOpen ? {} : { tone: 'good' as const }),
    blocks: [
      { kind: 'note', line: sayLine('For {meeting}, {at}', { meeting: meeting.name, at: when(meeting) }) },
      ...(isOpen
        ? ([
            text(say('One sentence is enough. Press the button, or simply answer here.')),
            {
              kind: 'actions',
              actions: [
                {
                  kind: 'button',
                  action: 'meetings.answer',
                  label: say('Answer'),
                  value: question.id,
                  style: 'primary',
                },
              ],
            },
          ] as const)
        : ([text(say('Thank you: your answer is on the agenda.'))] as const)),
    ],
  };
}

function shareQuestion(question: Question, meeting: Ahead): Card {
  const title = say('Will you share something new about a customer?');
  const button = (verb: string, label: string, style?: 'primary') =>
    ({ kind: 'button', action: `meetings.${verb}`, label, value: question.id, ...(style && { style }) }) as const;
  const note: Block = {
    kind: 'note',
    line: sayLine('You would start {meeting}, {at}', { meeting: meeting.name, at: when(meeting) }),
  };
  const standing = standings[question.state];
  const actions = [
    button('share', say('Yes'), 'primary'),
    button('swap', say('Swap')),
    button('decline', say('Not this time')),
  ];
  return {
    title,
    summary: say('{question} For {meeting}.', { question: title, meeting: meeting.name }),
    ...(question.state === 'accepted' ? { tone: 'good' as const } : {}),
    blocks: [
      note,
      ...(standing === null
        ? ([
            text(say('It is your turn. Two minutes are enough: what surprised you?')),
            { kind: 'actions', actions },
          ] as const)
        : ([text(say(standing))] as const)),
    ],
  };
}

/** null: it is still open. */
const standings: Readonly<Record<Question['state'], string | null>> = {
  planned: null,
  asked: null,
  expired: phrase('This one is over. Whatever you have to share is welcome at any time: type `learn`.'),
  answered: phrase('Thank you: you start.'),
  accepted: phrase('Thank you: you start.'),
  declined: phrase('Not this time. You are asked again another day.'),
  swapped: phrase('Swapped. Next time it is your turn again.'),
};

/** What whoever was asked to share reads at once. @param next who is asked instead; null: nobody is left */
export function sharedCard(answer: 'accepted' | 'swapped' | 'declined', meeting: Ahead, next: string | null): Card {
  const title = {
    accepted: say('Thank you. You start {name}.', { name: meeting.name }),
    swapped: next
      ? say('Swapped: {next} is asked now.', { next })
      : say('Swapped. Nobody else could be asked in time.'),
    declined: say('That is fine. Another day.'),
  }[answer];
  const learn = say('If you like, say now what it is about: type `learn` and what you learned.');
  const later = say('Somebody is named when the meeting opens.');
  const line = answer === 'accepted' ? learn : answer === 'swapped' && next ? null : later;
  return titledCard(title, line ? [{ kind: 'note', line }] : [], answer === 'accepted' ? 'good' : 'neutral');
}

/** An open question among what one owes. */
export function owedRow(
  question: Question & { readonly meetingName: string; readonly startsAt: Date; readonly timeZone: string },
): Block {
  const { kind, id, meetingName, startsAt, timeZone } = question;
  const detail: Line = sayLine('For {meeting}, {at}', {
    meeting: meetingName,
    at: { kind: 'time', at: startsAt, timeZone, style: 'dateTime' },
  });
  return kind === 'learned'
    ? {
        kind: 'row',
        line: say('What did you learn from the customer you last talked with?'),
        detail,
        action: { kind: 'button', action: 'meetings.answer', label: say('Answer'), value: id },
      }
    : {
        kind: 'row',
        line: say('Will you share something new about a customer?'),
        detail,
        action: { kind: 'button', action: 'meetings.share', label: say('Yes'), value: id },
      };
}
