/** The forms of this room. */

import type { Line } from '../../../chat/card.js';
import { type Field, type Form, field } from '../../../chat/form.js';
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
    title: 'New idea',
    submit: 'Post',
    ...(intro === undefined ? {} : { intro }),
    fields: [
      text('title', 'The idea in a few words'),
      text('touches', 'Which customers does this touch?', 'Who exactly? Names, a segment, a moment in their day.'),
      text('delights', 'Why would it delight them?', 'In their words, as they would tell a friend.'),
      { ...text('problem', 'What problem or opportunity is behind it?'), optional: true },
      { ...text('benefit', 'What is the greatest benefit?'), optional: true },
      {
        ...text('evidence', 'How do we know?', 'What customers said or did. Name feedback by its number: F-12.'),
        optional: true,
      },
      { ...text('experience', 'What will they experience?', 'Step by step, as if it were there.'), optional: true },
      // What was written before the question was turned off stays to be changed.
      ...(asksAccess || typed.access ? [accessField(text)] : []),
      field('text', 'customers', 'Known customers or segments', {
        hint: 'With commas: Acme, enterprise. Names in your first answer are found by themselves.',
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
    'How would someone use it who cannot see, hear, or use a mouse?',
    'For example: by keyboard alone, with a screen reader, with captions.',
  ),
  optional: true,
});

const moveLabels: Readonly<Record<Exclude<IdeaState, 'new' | 'trying'>, string>> = {
  discussed: 'Discussed',
  adopted: 'Adopted: we do it',
  parked: 'Parked: not now',
};

/**
 * The subject carries the state that was seen, so that of two people who move it at once the second is told.
 * @param adopters who alone can adopt it; null: whoever asks for the form is one of them
 */
export function moveForm(idea: Idea, adopters: string | null): Form {
  const options = movesFrom(idea.state).flatMap((value) =>
    value === 'new' || value === 'trying' || (value === 'adopted' && adopters !== null)
      ? []
      : [{ value, label: moveLabels[value] }],
  );
  return {
    form: 'ideas.move',
    subject: subjectOf(idea),
    title: `Move ${ideaName(idea.number)} on`,
    ...(adopters !== null && movesFrom(idea.state).includes('adopted') && { intro: `Only ${adopters} can adopt it.` }),
    submit: 'Move',
    fields: [
      field('choice', 'to', 'Where does it go?', { options }),
      field('text', 'why', 'Why?', {
        hint: 'The author reads it, and so does everybody who wonders later.',
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
    title: `Try ${ideaName(idea.number)}`,
    intro: 'A small experiment tells more than a long discussion. On its end date I ask for the value after.',
    submit: 'Try it',
    fields: [
      field('text', 'change', 'What changes?', { multiline: true, maxLength: limits.change }),
      field('text', 'metric', 'Which metric will tell?', { maxLength: limits.metric }),
      field('text', 'valueBefore', 'Its value today', { hint: 'With its unit: 40 %.', maxLength: limits.value }),
      field('choice', 'better', 'Which way is better?', {
        options: [
          { value: 'higher', label: 'Higher' },
          { value: 'lower', label: 'Lower' },
        ],
        optional: true,
      }),
      field('date', 'endsOn', 'When does it end?', { hint: 'That day I ask how it went.' }),
      field('person', 'runner', 'Who runs it?', { value: runnerId, optional: true }),
    ],
  };
}

/** Asks for the metric's value at the end of an experiment. */
export function resultForm(idea: Idea, { metric, valueBefore, id }: Experiment): Form {
  return {
    form: 'ideas.result',
    subject: `${ideaName(idea.number)} ${id}`,
    title: `How did ${ideaName(idea.number)} go?`,
    intro: `“${metric}” stood at ${valueBefore} before the experiment.`,
    submit: 'Tell everybody',
    fields: [
      field('text', 'valueAfter', 'Where does it stand now?', { hint: 'With its unit.', maxLength: limits.value }),
      field('text', 'learned', 'What did you learn?', { multiline: true, optional: true, maxLength: limits.learned }),
    ],
  };
}

/** Asks for a new end date of an experiment. */
export function endForm(idea: Idea, experiment: Experiment, now: Date): Form {
  return {
    form: 'ideas.moveEnd',
    subject: `${ideaName(idea.number)} ${experiment.id}`,
    title: `Move ${ideaName(idea.number)}’s date`,
    intro: `The experiment ends on ${day(experiment.endsOn, now)}.`,
    submit: 'Move the date',
    fields: [
      field('date', 'endsOn', 'When does it end now?'),
      field('text', 'why', 'Why?', { multiline: true, maxLength: limits.why }),
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
    title: `Take back a support of ${ideaName(number)}`,
    submit: 'Take it back',
    fields: [field('choice', 'member', 'Whose?', { options })],
  };
}

const subjectOf = ({ number, state }: Idea): string => `${ideaName(number)} ${state}`;
