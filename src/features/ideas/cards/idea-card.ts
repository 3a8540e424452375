/** One idea as a card: living in its place, or shown whole when asked for. */

import { button, note } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, type Line, type Tone } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { moreBlocks } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { sayEither } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { FeedbackGlimpse } from '../../feedback/index.js';
import type { Picture } from '../picture.js';
import { type Idea, type IdeaState, ideaName } from '../rules/idea.js';
import { beforeAfter, day, delighted, labelOf, nameOf, standing, stateWords, time } from './words.js';

/** The questions as cards ask them, of this idea. */
export const questions = {
  touches: phrase('Which customers does it touch?'),
  delights: phrase('Why would it delight them?'),
  problem: phrase('What problem or opportunity is behind it?'),
  benefit: phrase('What is the greatest benefit?'),
  evidence: phrase('How do we know?'),
  experience: phrase('What will they experience?'),
  access: phrase('How would someone use it who cannot see, hear, or use a mouse?'),
} as const;

/** A channel reads the beginning; the whole is one click away. */
const livingLength = 400;
/** Cited feedback on one card; the rest is counted. */
const citedRows = 5;

const tones: Readonly<Record<IdeaState, Tone>> = {
  new: 'neutral',
  discussed: 'neutral',
  trying: 'neutral',
  adopted: 'good',
  parked: 'neutral',
};

/** The living card: the two answers that count, how it stands, and what to press. */
export function placeIdeaCard(picture: Picture): Card {
  const { idea } = picture;
  const rest = (['problem', 'benefit', 'evidence', 'experience', 'access'] as const).filter(
    (field) => idea[field] !== null,
  );
  const isCut = rest.length > 0 || idea.touches.length > livingLength || idea.delights.length > livingLength;
  return {
    ...frame(picture),
    blocks: [
      answer(say(questions.touches), shorten(idea.touches, livingLength)),
      answer(say(questions.delights), shorten(idea.delights, livingLength)),
      { kind: 'facts', facts: facts(picture) },
      ...trial(picture),
      ...picture.beside,
      ...measurers(picture),
      origin(picture),
      {
        kind: 'actions',
        actions: [...actions(picture.idea, picture, null), ...(isCut ? [show(idea, say('Read it all'))] : [])],
      },
    ],
  };
}

/** What one person may do with the idea that they read. */
export interface Reader {
  readonly id: string;
  /** They said that it delights them. */
  readonly isSupporter: boolean;
  /** Champions and admins take back the support of others. */
  readonly mayAdminister: boolean;
  /** They may enter the experiment's value, and move its date. */
  readonly mayMeasure: boolean;
}

/** Everything: all answers as written, what it cites, who stands behind it, and the buttons that its reader may use. */
export function ideaCard(picture: Picture, supporters: readonly string[], reader: Reader): Card {
  const { idea } = picture;
  const answers = Object.entries(questions).flatMap(([field, question]) => {
    const text = idea[field as keyof typeof questions];
    return text === null ? [] : [answer(say(question), text)];
  });
  return {
    ...frame(picture),
    blocks: [
      ...answers,
      ...citedBlocks(picture),
      { kind: 'facts', facts: [...facts(picture), ...supporterFacts(supporters)] },
      ...trial(picture),
      ...picture.beside,
      origin(picture),
      {
        kind: 'actions',
        actions: [
          ...actions(idea, picture, reader),
          ...(reader.mayAdminister && supporters.length > 0
            ? [button(say('Take back a support'), 'ideas.unsupportOf', ideaName(idea.number))]
            : []),
        ],
      },
    ],
  };
}

function frame({ idea, author }: Picture): Pick<Card, 'title' | 'summary' | 'tone'> {
  return {
    title: `${nameOf(idea)} · ${stateWords(idea.state)}`,
    summary: author
      ? say('{idea}: {author}’s idea: {title}', { idea: ideaName(idea.number), author: author.name, title: idea.title })
      : say('{idea}: an idea: {title}', { idea: ideaName(idea.number), title: idea.title }),
    tone: tones[idea.state],
  };
}

const answer = (question: string, text: string): Block => ({ kind: 'text', line: [bold(question), ' ', text] });

function facts(picture: Picture): { label: string; value: Line }[] {
  const { idea, customers, cited } = picture;
  const touched = [...customers.map(({ name }) => name), ...idea.segments];
  const names = cited.map(({ name }) => name);
  return [
    { label: say('Status'), value: standing(picture) },
    { label: say('Support'), value: delighted(idea.supportCount) },
    ...(touched.length > 0 ? [{ label: say('Touches'), value: firstFew(touched, 8) }] : []),
    ...(names.length > 0 ? [{ label: say('Customers said so'), value: firstFew(names, 8) }] : []),
  ];
}

const supporterFacts = (supporters: readonly string[]): { label: string; value: Line }[] =>
  supporters.length > 0 ? [{ label: say('Supported by'), value: firstFew(supporters, 20) }] : [];

function citedBlocks({ idea, cited }: Picture): Block[] {
  if (cited.length === 0) return [];
  const items = cited.slice(0, citedRows);
  const more = { action: 'ideas.cited', label: say('Show all'), value: `${ideaName(idea.number)} 1` };
  return [...items.map(citedRow), ...moreBlocks({ items, totalCount: cited.length }, more)];
}

/** One piece of feedback that is cited; of a confidential one no more than that it exists. */
export function citedRow({ name, title, excerpt }: FeedbackGlimpse): Block {
  return {
    kind: 'row',
    line: excerpt === null ? title : `${title}: “${excerpt}”`,
    action: { kind: 'button', action: 'feedback.show', label: say('Show'), value: name },
  };
}

function trial({ idea, experiment, runner, now }: Picture): Block[] {
  if (!experiment) return [];
  const ended =
    experiment.state === 'answered' ? say('Ended') : experiment.state === 'stopped' ? say('Was to end') : say('Ends');
  const lead = idea.state === 'trying' && experiment.state === 'running' ? say('What we try') : say('What we tried');
  return [
    {
      kind: 'facts',
      facts: [
        { label: lead, value: shorten(experiment.change, 500) },
        { label: labelOf(experiment), value: beforeAfter(experiment) },
        {
          label: ended,
          value: say('{date}, run by {runner}', {
            date: day(experiment.endsOn, now),
            runner: runner?.name ?? say('somebody who left'),
          }),
        },
        ...(experiment.learned ? [{ label: say('What we learned'), value: shorten(experiment.learned, 500) }] : []),
      ],
    },
  ];
}

function origin(picture: Picture): Block {
  const { idea, author, place } = picture;
  return note(
    sayLine(
      'Posted by {author}{isIn, plural, =0 {} other { in {place}}}, {time}{comments, plural, =0 {} one { · 1 comment in the thread} other { · # comments in the thread}}',
      {
        author: author?.name ?? say('somebody who left'),
        isIn: place ? 1 : 0,
        place: place ? `#${place.name}` : '',
        time: time(picture, idea.postedAt),
        comments: idea.commentCount,
      },
    ),
  );
}

export const show = ({ number }: Pick<Idea, 'number'>, label = say('Show')): Action => ({
  kind: 'button',
  action: 'ideas.show',
  label,
  value: ideaName(number),
});

/** A whole place reads the buttons of an experiment: for whom they are is said once. */
function measurers(picture: Picture): Block[] {
  if (!isRunning(picture)) return [];
  const { runner, author, organisation } = picture;
  const names = [runner?.name, author?.name, organisation.champion?.name].filter((name) => name !== undefined);
  if (names.length === 0) return [];
  return [note(say('{names} can enter the value and move the date.', { names: sayEither(new Set(names)) }))];
}

const isRunning = ({ idea, experiment }: Pick<Picture, 'idea' | 'experiment'>): boolean =>
  idea.state === 'trying' && experiment?.state === 'running';

/**
 * The next step stands first; what does not fit the state, or its reader, is not offered.
 * @param reader null: a whole place, which is offered all of it
 */
function actions(idea: Idea, { experiment }: Pick<Picture, 'experiment'>, reader: Reader | null): Action[] {
  const button = (verb: string, label: string, style?: 'primary'): Action => ({
    kind: 'button',
    action: `ideas.${verb}`,
    label,
    value: ideaName(idea.number),
    ...(style ? { style } : {}),
  });
  const history = button('history', say('History'));
  const support =
    reader?.id === idea.authorId
      ? []
      : reader?.isSupporter
        ? [button('unsupport', say('Take back my support'))]
        : [button('support', say('Delights me too'), idea.state === 'trying' ? undefined : 'primary')];
  if (isRunning({ idea, experiment })) {
    const measure =
      reader === null || reader.mayMeasure
        ? [button('result', say('Enter the value'), 'primary'), button('moveEnd', say('Move the date'))]
        : [];
    return [...measure, ...support, button('move', say('Move on')), history];
  }
  const retry = button('try', idea.state === 'adopted' || experiment ? say('Try something else') : say('Try it'));
  return [...support, retry, button('move', say('Move on')), history];
}
