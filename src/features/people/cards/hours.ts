/** What is shown and said about one's own working hours. */
import { type Card, code } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import { hoursToText } from '../rules/notation.js';
import type { MemberProfile } from '../rules/profiles.js';

/** A member's own working hours. */
export function hoursCard({ workingHours }: MemberProfile): Card {
  const title = say('Your hours are {hours}, {zone}', {
    hours: hoursToText(workingHours),
    zone: workingHours.timeZone,
  });
  return {
    title,
    summary: title,
    tone: 'good',
    blocks: [
      { kind: 'text', line: say('Reminders reach you within these hours, on working days.') },
      {
        kind: 'note',
        line: sayLine('Back to the organisation’s hours: {command}', { command: code('hours default') }),
      },
    ],
  };
}

/** Asks for a member's own working hours and zone. */
export function hoursForm({ workingHours }: MemberProfile): Form {
  return {
    form: 'people.setHours',
    subject: '',
    title: say('Your working hours'),
    intro: say('Reminders reach you within them, on working days.'),
    fields: [
      {
        kind: 'text',
        name: 'hours',
        label: say('Hours'),
        value: hoursToText(workingHours),
        hint: say('Such as 9-17. Write default for the organisation’s hours.'),
        maxLength: 20,
      },
      {
        kind: 'text',
        name: 'zone',
        label: say('Time zone'),
        value: workingHours.timeZone,
        hint: say('The nearest large city: Europe/London, America/New_York.'),
        maxLength: 60,
      },
    ],
    submit: say('Save'),
  };
}
