/** The items of an agenda as rows, short for the living card and whole for the pages behind it. */
import { actions, button } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Inline, inlines, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { lineLength, shorten, shortenLine } from '../../../chat/shorten.js';
import { deadline } from '../../../chat/time-text.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { AgendaFeedback } from '../../feedback/index.js';
import type { Agenda, AgendaLearning, NamedTick } from '../agenda/gather.js';
import { itemKey, type Section } from '../rules/agenda.js';
import { followUpName } from '../rules/follow-up.js';
import { dayText, namedBefore, oneLine } from './agenda-words.js';
import { followUpState } from './follow-up-card.js';
import { noteButton, untickButton } from './ticked-card.js';

export type Row = Extract<Block, { kind: 'row' }>;

/** One line of an agenda. `key` is what a tick names. */
export interface Item {
  readonly key: string;
  readonly row: Row;
  /** Its buttons, where they are more than a row holds. */
  readonly below?: Block;
  readonly isTicked: boolean;
  /** Its words don't stand here whole. */
  readonly isCut: boolean;
  /** What it is, in a few plain words: for minutes and forms. */
  readonly what: string;
}

/** An item's part of a card. */
export const blocksOf = ({ row, below }: Item): readonly Block[] => (below ? [row, below] : [row]);

/** Units of a row's text in the living card; the page behind it shows all. */
const shortLine = 140;
const shortDetail = 110;
/** Two answers stand in it, and their questions. */
const shortIdea = 230;

/** @param whole with all their words: for the pages behind the living card */
export function itemsOf(agenda: Agenda, section: Section, whole = false): readonly Item[] {
  return rawItems(agenda, section).map((raw) => itemOf(agenda, section, raw, whole));
}

interface RawItem {
  readonly id: string;
  readonly what: string;
  readonly line: Line;
  readonly detail?: Line;
  /** It ended elsewhere: there is nothing to tick. */
  readonly isOver?: boolean;
}

function rawItems(agenda: Agenda, section: Section): readonly RawItem[] {
  switch (section) {
    case 'learning':
      // The newest first: whoever adds one sees it stand there.
      return agenda.learnings.toReversed().map(learningItem);
    case 'idea':
      return agenda.ideas.map(({ id, number, title, author, touches, delights, supportCount }) => ({
        id,
        what: `I-${number} · ${oneLine(title)}`,
        line: [
          bold(`I-${number}`),
          ` · ${oneLine(title)}`,
          supportCount > 0
            ? ` · ${say('{count, plural, one {1 supporter} other {# supporters}}', { count: supportCount })}`
            : '',
        ],
        detail: [
          `${author.name} · ${say('Which customers does it touch?')} `,
          oneLine(touches),
          ` · ${say('Why would it delight them?')} `,
          oneLine(delights),
        ],
      }));
    case 'number':
      return agenda.numbers.map(({ name, line }) => ({
        id: name,
        what: name,
        line: [bold(name), ' · ', ...inlines(line)],
      }));
    case 'feedback':
      return agenda.resolved.map(resolvedItem);
    case 'overdue':
      return agenda.overdue.map((feedback) => ({
        id: feedback.id,
        what: nameOf(feedback),
        line: wordsOf(feedback, `${feedback.isNotSolved ? say('Not solved:') : say('Overdue:')} `),
        detail: [
          ...(feedback.isNotSolved ? [missing(feedback)] : []),
          ...inlines(withWhom(feedback, agenda.organisation.settings.timeZone)),
        ],
      }));
    case 'trial':
      return agenda.trials.map(({ id, name, title, news, words }) => ({
        id,
        what: `${name} · ${oneLine(title)}`,
        line: [bold(name), ` · ${oneLine(title)} · ${news}`],
        ...(words.length > 0 && { detail: words.join(' · ') }),
      }));
    case 'followUp':
      return agenda.followUps.map(({ followUp, owner, isLate }) => ({
        id: followUp.id,
        what: `${followUpName(followUp.number)} · ${oneLine(followUp.text)}`,
        line: [bold(followUpName(followUp.number)), ` · ${oneLine(followUp.text)}`],
        detail: [
          say('{name}, by {day}', {
            name: owner?.name ?? say('somebody'),
            day: dayText(followUp.dueOn, agenda.now),
          }),
          ...(isLate ? [' · ', bold(say('late // a follow-up'))] : []),
          ...(followUp.state === 'open' ? [] : [` · ${followUpState(followUp.state)}`]),
        ],
        isOver: followUp.state !== 'open',
      }));
  }
}

function withWhom({ owner, promiseEndsAt }: AgendaFeedback, timeZone: string): Line {
  const name = owner?.name ?? say('nobody yet');
  return promiseEndsAt
    ? sayLine('With {name}, promised by {deadline}', { name, deadline: deadline(promiseEndsAt, timeZone) })
    : say('With {name}', { name });
}

/** `F-12 · Acme`; strangers to a confidential one hear its number only. */
export function nameOf({ name, told }: AgendaFeedback): string {
  if (!told) return say('{name}, confidential', { name });
  return told.customer ? `${name} · ${told.customer}` : name;
}

/** The name in one piece of bold: Slack has no safe way to write two beside each other. */
function wordsOf(feedback: AgendaFeedback, before = ''): readonly Inline[] {
  const { told } = feedback;
  return [bold(`${before}${nameOf(feedback)}`), ...(told ? [`: “${oneLine(told.text)}”`] : [])];
}

const missing = ({ told }: AgendaFeedback): string =>
  told?.missing
    ? `${say('The customer says “{words}”', { words: oneLine(told.missing) })} · `
    : `${say('The customer says so')} · `;

function resolvedItem(feedback: AgendaFeedback): RawItem {
  const { id, owner, told } = feedback;
  const again = told?.cameBackFrom ? [' · ', bold(say('came back, see {name}', { name: told.cameBackFrom }))] : [];
  const soFar = told?.prevention ? ` ${say('So far: {prevention}', { prevention: oneLine(told.prevention) })}` : '';
  return {
    id,
    what: nameOf(feedback),
    line: [...wordsOf(feedback), ...again],
    detail: [
      `${say('{outcome}, {name}', { outcome: outcomeText(told?.outcome ?? null), name: owner?.name ?? say('somebody') })} · `,
      bold(say('How do we prevent this?')),
      soFar,
    ],
  };
}

function learningItem({ learning, by, customer, isCarriedOver }: AgendaLearning): RawItem {
  const text = oneLine(learning.text);
  const about = namedBefore(customer, text);
  return {
    id: learning.id,
    what: about ? `${about}: ${text}` : text,
    line: [...(about ? [bold(about), ': '] : []), `“${text}”`],
    detail: `${by}${isCarriedOver ? ` · ${say('carried over')}` : ''}`,
  };
}

type Outcome = NonNullable<NonNullable<AgendaFeedback['told']>['outcome']>;

const outcomeText = (outcome: Outcome | null): string => say(outcome ? outcomeLabels[outcome] : 'Resolved');

const outcomeLabels: Readonly<Record<Outcome, string>> = {
  fixed: phrase('Fixed // how it ended'),
  explained: phrase('Explained // how it ended'),
  compensated: phrase('Compensated // how it ended'),
  'passed on': phrase('Passed on // how it ended'),
  declined: phrase('Declined // how it ended'),
};

function itemOf(agenda: Agenda, section: Section, raw: RawItem, whole: boolean): Item {
  const key = itemKey(section, raw.id);
  const tick = agenda.ticks.get(key);
  const line: Line = tick || raw.isOver ? ['✓ ', ...inlines(raw.line)] : raw.line;
  const detail = tick ? decidedLine(tick) : raw.detail;
  const cut = (text: Line, max: number): Line => (whole ? text : shortenLine(text, max));
  const detailMax = section === 'idea' ? shortIdea : shortDetail;
  const isCut = !whole && (lineLength(line) > shortLine || lineLength(detail ?? '') > detailMax);
  const isOver = raw.isOver === true || tick !== undefined;
  const { id: meetingId, state } = agenda.meeting;
  const isAgendaOpen = state === 'open';
  const isOpen = !isOver && isAgendaOpen;
  const isNoteless = takesNote(section, tick);
  return {
    key,
    what: shorten(raw.what, 200),
    isTicked: isOver,
    isCut,
    row: {
      kind: 'row',
      line: cut(line, shortLine),
      ...(detail === undefined ? {} : { detail: cut(detail, detailMax) }),
      ...(isOpen ? { action: tickAction(agenda, section, key) } : {}),
      ...(tick && isAgendaOpen && !isNoteless ? { action: untickButton(meetingId, key) } : {}),
    },
    ...(isNoteless && isAgendaOpen
      ? { below: actions([noteButton(meetingId, key), untickButton(meetingId, key)]) }
      : {}),
  };
}

function decidedLine({ by, decision }: NamedTick): Line {
  return decision ? [bold(`${say('Decided:')} `), oneLine(decision), ` (${by})`] : say('Discussed ({by})', { by });
}

const tickLabels: Readonly<Record<Section, string>> = {
  learning: phrase('Discussed'),
  idea: phrase('Discussed'),
  number: phrase('Discussed'),
  feedback: phrase('Discussed'),
  overdue: phrase('Discussed'),
  trial: phrase('Discussed'),
  followUp: phrase('Done'),
};

/** Anybody may add a note where there is none; a promise that was kept needs no words. */
function takesNote(section: Section, tick: NamedTick | undefined): boolean {
  return tick?.decision === null && section !== 'followUp';
}

function tickAction({ meeting }: Agenda, section: Section, key: string): Action {
  return button(say(tickLabels[section]), 'meetings.tick', `${meeting.id} ${key}`);
}
