/** The forms of early tests: what is tried, and what came of it. */
import { type Form, field } from '../../../chat/form.js';
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
  title: 'Start an early test',
  intro: 'Customers who asked for it try it before everybody has it. Nobody is written to before you invite them.',
  fields: [
    field('text', 'title', 'What is tried', {
      maxLength: limits.title,
      placeholder: 'New invoices',
      hint: 'Customers read this.',
      ...(known.title !== undefined && { value: known.title }),
    }),
    field('text', 'about', 'What it is, in words for customers', {
      optional: true,
      multiline: true,
      maxLength: limits.about,
      ...(known.about !== undefined && { value: known.about }),
    }),
    field('date', 'until', 'Last day', { ...(known.until !== undefined && { value: known.until }) }),
    field('text', 'for', 'The idea that is tried', {
      optional: true,
      maxLength: 20,
      placeholder: 'I-7',
      hint: 'Whoever asked for it is proposed.',
      ...(known.for !== undefined && { value: known.for }),
    }),
    ...(segments.length === 0
      ? []
      : [
          field('choice', 'segment', 'Propose a segment too', {
            optional: true,
            options: segments.slice(0, 99).map((segment) => ({ value: segment, label: segment })),
          }),
        ]),
    field('person', 'owner', 'Who runs it', {
      hint: 'They are asked what came of it, three working days before the last day.',
      ...(known.owner !== undefined && { value: known.owner }),
    }),
  ],
  submit: 'Start',
});

/** Before the general release: what customers said, and what changed because of them. */
export function summaryForm(trial: Trial & TrialFigures): Form {
  const came = cameText(trial);
  return {
    form: 'trials.summary',
    subject: trialName(trial.number),
    title: `${trialName(trial.number)}: what came of it`,
    intro: `Invited: ${invitedText(trial)}. ${came === null ? 'Nothing was said under its name.' : `Came of it: ${came}.`} Those who took part are told what you write.`,
    fields: [
      field('text', 'said', 'What did they say?', {
        multiline: true,
        maxLength: limits.summary,
        hint: 'In words for these customers.',
        ...(trial.said !== null && { value: trial.said }),
      }),
      field('text', 'changed', 'What changed because of them?', {
        multiline: true,
        maxLength: limits.summary,
        hint: 'Or why nothing had to.',
        ...(trial.changed !== null && { value: trial.changed }),
      }),
    ],
    submit: 'Save',
  };
}
