/** The forms that an agenda's buttons open. */

import { type Form, field } from '../../../chat/form.js';
import { decisionLimit, type Meeting, type Section } from '../rules/agenda.js';
import { followUpTextLimit } from '../rules/follow-up.js';

interface Noting {
  /** The button's value, given back on submitting. */
  readonly subject: string;
  readonly section: Section;
  readonly what: string;
  /** How whoever resolved it means to prevent it; to be agreed to, or made better. */
  readonly soFar: string;
}

/** Asks what was decided about an item. */
export function noteForm({ subject, section, what, soFar }: Noting): Form {
  const isPrevention = section === 'feedback';
  return {
    form: 'meetings.addNote',
    subject,
    title: 'Add a note',
    ...(what === '' ? {} : { intro: what }),
    submit: 'Add',
    fields: [
      {
        kind: 'text',
        name: 'decision',
        label: isPrevention ? 'How do we prevent this?' : 'What was decided?',
        ...(isPrevention ? { hint: 'Or why it need not be prevented.' } : {}),
        multiline: true,
        maxLength: decisionLimit,
        // A platform refuses a value that is longer than the field.
        ...(soFar === '' ? {} : { value: [...soFar].slice(0, decisionLimit).join('') }),
      },
    ],
  };
}

/** Asks which customer is to sit in the empty chair. */
export function seatForm({ id }: Pick<Meeting, 'id'>): Form {
  return {
    form: 'meetings.seat',
    subject: id,
    title: 'Seat another customer',
    submit: 'Seat',
    fields: [field('text', 'customer', 'Whom should we hear today?', { maxLength: 200 })],
  };
}

/** @param ownerId whoever asks for the form @param due what is proposed, `YYYY-MM-DD` */
export function followUpForm({ id }: Pick<Meeting, 'id'>, { ownerId, due }: { ownerId: string; due: string }): Form {
  return {
    form: 'meetings.addFollowUp',
    subject: id,
    title: 'Add a follow-up',
    submit: 'Promise',
    fields: [
      field('text', 'text', 'What is promised?', { multiline: true, maxLength: followUpTextLimit }),
      field('person', 'owner', 'Who does it?', { value: ownerId }),
      field('date', 'due', 'By when?', { value: due }),
    ],
  };
}
