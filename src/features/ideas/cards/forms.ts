/** The forms of this room. */

import type { Line } from '../../../chat/card.js';
import { type Field, type Form, field } from '../../../chat/form.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Experiment } from '../rules/experiment.js';
import { type Idea, type IdeaState, ideaName, limits } from '../rules/idea.js';
import { movesFrom } from '../rules/moves.js';
import type { Draft } from '../schema.js';
import { day } from './words.js';

/** What was typed before, by field. */
export type TypedAnswers = Readonly<Partial<Record<keyof Draft, string>>>;

interface IdeaFormAsked {
  /** See `readFormId`: what is opened once is posted once, however often it is sent off. */
  readonly subject: string;
  /** Whether the organisation wants the question about accessibility. */
  readonly asksAccess: boolean;
  readonly intro?: Line;
}

/** Asks for an idea. */
export function ideaForm(typed: TypedAnswers, asked: IdeaFormAsked): Form {
  const { subject, intro, asksAccess } = asked;
  const text = (name: Exclude<keyof Draft, 'customers'>, label: string, hint?: string): Field => ({
    kind: 'text',
    name,
    label,
    ...(hint ? { hint } : {}),
    multiline: name !== 'title',
    maxLength: limits[name],
    value: typed[name],
  });
  return {
    form: 'ideas.post',
    subject,
    title: say('New idea'),
    submit: say('Post'),
    ...(intro === undefined ? {} : { intro }),
    fields: [
      text('title', say('The idea in a few words')),
      text(
        'touches',
        say('Which customers does this touch?'),
        say('Who exactly? Names, a segment, a moment in their day.'),
      ),
      text('delights', say('Why would it delight them?'), say('In their words, as they would tell a friend.')),
      { ...text('problem', say('What problem or opportunity is behind it?')), optional: true },
      { ...text('benefit', say('What is the greatest benefit?')), optional: true },
      {
        ...text(
          'evidence',
          say('How do we know?'),
          say('What customers said or did. Name feedback by its number: F-12.'),
        ),
        optional: true,
      },
      {
        ...text('experience', say('What will they experience?'), say('Step by step, as if it were there.')),
        optional: true,
      },
      // What was written before the question was turned off stays to be changed.
      ...(asksAccess || typed.access ? [accessField(text)] : []),
      field('text', 'customers', say('Known customers or segments'), {
        hint: say('With commas: Acme, enterprise. Names in your first answer are found by themselves.'),
        optional: true,
        maxLength: limits.touches,
        value: typed.customers,
      }),
    ],
  };
}

const accessField = (text: (name: 'access', label: string, hint: string) => Field): Field => ({
  ...text(
    'access',
    say('How would someone use it who cannot see, hear, or use a mouse?'),
    say('For example: by keyboard alone, with a screen reader, with captions.'),
  ),
  optional: true,
});

const moveLabels: Readonly<Record<Exclude<IdeaState, 'new' | 'trying'>, string>> = {
  discussed: phrase('Discussed'),
  adopted: phrase('Adopted: we do it'),
  parked: phrase('Parked: not now'),
};

/**
 * The subject carries the state that was seen, so that of two people who move it at once the second is told.
 * @param adopters that they alone can adopt it; null: whoever asks for the form is one of them
 */
export function moveForm(idea: Idea, adopters: string | null): Form {
  const options = movesFrom(idea.state).flatMap((value) =>
    value === 'new' || value === 'trying' || (value === 'adopted' && adopters !== null)
      ? []
      : [{ value, label: say(moveLabels[value]) }],
  );
  return {
    form: 'ideas.move',
    subject: subjectOf(idea),
    title: say('Move {idea} on', { idea: ideaName(idea.number) }),
    ...(adopters !== null && movesFrom(idea.state).includes('adopted') && { intro: adopters }),
    submit: say('Move'),
    fields: [
      field('choice', 'to', say('Where does it go?'), { options }),
      field('text', 'why', say('Why?'), {
        hint: say('The author reads it, and so does everybody who wonders later.'),
        multiline: true,
        maxLength: limits.why,
      }),
    ],
  };
}

/** Asks for an experiment: what changes, who runs it, what is measured, until when. */
export function tryForm(idea: Idea, runnerId: string): Form {
  return {
    form: 'ideas.try',
    subject: subjectOf(idea),
    title: say('Try {idea}', { idea: ideaName(idea.number) }),
    intro: say('A small experiment tells more than a long discussion. On its end date I ask for the value after.'),
    submit: say('Try it'),
    fields: [
      field('text', 'change', say('What changes?'), { multiline: true, maxLength: limits.change }),
      field('text', 'metric', say('Which metric will tell?'), { maxLength: limits.metric }),
      field('text', 'valueBefore', say('Its value today'), {
        hint: say('With its unit: 40 %.'),
        maxLength: limits.value,
      }),
      field('choice', 'better', say('Which way is better?'), {
        options: [
          { value: 'higher', label: say('Higher') },
          { value: 'lower', label: say('Lower') },
        ],
        optional: true,
      }),
      field('date', 'endsOn', say('When does it end?'), { hint: say('That day I ask how it went.') }),
      field('person', 'runner', say('Who runs it?'), { value: runnerId, optional: true }),
    ],
  };
}

/** Asks for the metric's value at the end of an experiment. */
export function resultForm(idea: Idea, { metric, valueBefore, id }: Experiment): Form {
  return {
    form: 'ideas.result',
    subject: `${ideaName(idea.number)} ${id}`,
    title: say('How did {idea} go?', { idea: ideaName(idea.number) }),
    intro: say('“{metric}” stood at {value} before the experiment.', { metric, value: valueBefore }),
    submit: say('Tell everybody'),
    fields: [
      field('text', 'valueAfter', say('Where does it stand now?'), {
        hint: say('With its unit.'),
        maxLength: limits.value,
      }),
      field('text', 'learned', say('What did you learn?'), {
        multiline: true,
        optional: true,
        maxLength: limits.learned,
      }),
    ],
  };
}

/** Asks for a new end date of an experiment. */
export function endForm(idea: Idea, experiment: Experiment, now: Date): Form {
  return {
    form: 'ideas.moveEnd',
    subject: `${ideaName(idea.number)} ${experiment.id}`,
    title: say('Move {idea}’s date', { idea: ideaName(idea.number) }),
    intro: say('The experiment ends on {day}.', { day: day(experiment.endsOn, now) }),
    submit: say('Move the date'),
    fields: [
      field('date', 'endsOn', say('When does it end now?')),
      field('text', 'why', say('Why?'), { multiline: true, maxLength: limits.why }),
    ],
  };
}

/** Asks whose support the champion takes back. @param supporters as many as a field takes */
export function unsupportForm(
  { number }: Pick<Idea, 'number'>,
  supporters: readonly { readonly id: string; readonly name: string }[],
): Form {
  const options = supporters.map(({ id, name }) => ({ value: id, label: name }));
  return {
    form: 'ideas.unsupportOf',
    subject: ideaName(number),
    title: say('Take back a support of {idea}', { idea: ideaName(number) }),
    submit: say('Take it back'),
    fields: [field('choice', 'member', say('Whose?'), { options })],
  };
}

const subjectOf = ({ number, state }: Idea): string => `${ideaName(number)} ${state}`;
