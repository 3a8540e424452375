/** The forms of early tests: what is tried, and what came of it. */

import { type Form, field } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
import { limits, type Trial, type TrialFigures, trialName } from '../rules/trial.js';
import { cameText, invitedText } from './trial-words.js';

/** What is known of a new one when its form opens. */
export interface TrialStart {
  readonly title?: string;
  readonly until?: string;
  readonly for?: string;
  readonly about?: string;
  readonly owner?: string;
}

/** @param segments all that there are; a choice holds 99 of them */
export const startForm = (known: TrialStart, segments: readonly string[]): Form => ({
  form: 'trials.start',
  subject: '',
  title: say('Start an early test'),
  intro: say('Customers who asked for it try it before everybody has it. Nobody is written to before you invite them.'),
  fields: [
    field('text', 'title', say('What is tried'), {
      maxLength: limits.title,
      placeholder: say('New invoices'),
      hint: say('Customers read this.'),
      ...(known.title !== undefined && { value: known.title }),
    }),
    field('text', 'about', say('What it is, in words for customers'), {
      optional: true,
      multiline: true,
      maxLength: limits.about,
      ...(known.about !== undefined && { value: known.about }),
    }),
    field('date', 'until', say('Last day'), { ...(known.until !== undefined && { value: known.until }) }),
    field('text', 'for', say('The idea that is tried'), {
      optional: true,
      maxLength: 20,
      placeholder: 'I-7',
      hint: say('Whoever asked for it is proposed.'),
      ...(known.for !== undefined && { value: known.for }),
    }),
    ...(segments.length === 0
      ? []
      : [
          field('choice', 'segment', say('Propose a segment too'), {
            optional: true,
            options: segments.slice(0, 99).map((segment) => ({ value: segment, label: segment })),
          }),
        ]),
    field('person', 'owner', say('Who runs it'), {
      hint: say('They are asked what came of it, three working days before the last day.'),
      ...(known.owner !== undefined && { value: known.owner }),
    }),
  ],
  submit: say('Start'),
});

/** Before the general release: what customers said, and what changed because of them. */
export function summaryForm(trial: Trial & TrialFigures): Form {
  const came = cameText(trial);
  return {
    form: 'trials.summary',
    subject: trialName(trial.number),
    title: say('{trial}: what came of it', { trial: trialName(trial.number) }),
    intro:
      came === null
        ? say('Invited: {invited}. Nothing was said under its name. Those who took part are told what you write.', {
            invited: invitedText(trial),
          })
        : say('Invited: {invited}. Came of it: {came}. Those who took part are told what you write.', {
            invited: invitedText(trial),
            came,
          }),
    fields: [
      field('text', 'said', say('What did they say?'), {
        multiline: true,
        maxLength: limits.summary,
        hint: say('In words for these customers.'),
        ...(trial.said !== null && { value: trial.said }),
      }),
      field('text', 'changed', say('What changed because of them?'), {
        multiline: true,
        maxLength: limits.summary,
        hint: say('Or why nothing had to.'),
        ...(trial.changed !== null && { value: trial.changed }),
      }),
    ],
    submit: say('Save'),
  };
}
