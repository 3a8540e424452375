/** What is shown and said about one's own working hours. */
import { type Card, code } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { hoursToText } from '../rules/notation.js';
import type { MemberProfile } from '../rules/profiles.js';

/** A member's own working hours. */
export function hoursCard({ workingHours }: MemberProfile): Card {
  const title = `Your hours are ${hoursToText(workingHours)}, ${workingHours.timeZone}`;
  return {
    title,
    summary: title,
    tone: 'good',
    blocks: [
      { kind: 'text', line: 'Reminders reach you within these hours, on working days.' },
      { kind: 'note', line: ['Back to the organisation’s hours: ', code('hours default')] },
    ],
  };
}

/** Asks for a member's own working hours and zone. */
export function hoursForm({ workingHours }: MemberProfile): Form {
  return {
    form: 'people.setHours',
    subject: '',
    title: 'Your working hours',
    intro: 'Reminders reach you within them, on working days.',
    fields: [
      {
        kind: 'text',
        name: 'hours',
        label: 'Hours',
        value: hoursToText(workingHours),
        hint: 'Such as 9-17. Write default for the organisation’s hours.',
        maxLength: 20,
      },
      {
        kind: 'text',
        name: 'zone',
        label: 'Time zone',
        value: workingHours.timeZone,
        hint: 'The nearest large city: Europe/London, America/New_York.',
        maxLength: 60,
      },
    ],
    submit: 'Save',
  };
}
