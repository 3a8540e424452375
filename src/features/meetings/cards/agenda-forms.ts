/** The forms that an agenda's buttons open. */

import { type Form, field } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
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
    title: say('Add a note'),
    ...(what === '' ? {} : { intro: what }),
    submit: say('Add'),
    fields: [
      {
        kind: 'text',
        name: 'decision',
        label: isPrevention ? say('How do we prevent this?') : say('What was decided?'),
        ...(isPrevention ? { hint: say('Or why it need not be prevented.') } : {}),
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
    title: say('Seat another customer'),
    submit: say('Seat'),
    fields: [field('text', 'customer', say('Whom should we hear today?'), { maxLength: 200 })],
  };
}

/** @param ownerId whoever asks for the form @param due what is proposed, `YYYY-MM-DD` */
export function followUpForm({ id }: Pick<Meeting, 'id'>, { ownerId, due }: { ownerId: string; due: string }): Form {
  return {
    form: 'meetings.addFollowUp',
    subject: id,
    title: say('Add a follow-up'),
    submit: say('Promise'),
    fields: [
      field('text', 'text', say('What is promised?'), { multiline: true, maxLength: followUpTextLimit }),
      field('person', 'owner', say('Who does it?'), { value: ownerId }),
      field('date', 'due', say('By when?'), { value: due }),
    ],
  };
}
