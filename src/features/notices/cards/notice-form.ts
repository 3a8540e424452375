/** The form of a notice: how it touches the customer, how long, why, then who and where. */

import { type Form, field } from '../../../chat/form.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { type Channel, limits, type Notice, noticeName } from '../rules/notice.js';

const channelTexts: Readonly<Record<Channel, string>> = {
  mail: phrase('By mail, to everybody there with an address'),
  page: phrase('On your status page'),
  text: phrase('As a text to paste into social media'),
};

/** What the form begins with. */
export interface NoticeFormView {
  /** The draft that is changed; null: a new one. */
  readonly draft: Notice | null;
  /** What was typed behind the command. */
  readonly touches: string;
  /** All that there are; a choice holds 98 of them. */
  readonly segments: readonly string[];
  readonly sendsMail: boolean;
  readonly timeZone: string;
}

/** @see NoticeFormView */
export function noticeForm({ draft, touches, segments, sendsMail, timeZone }: NoticeFormView): Form {
  const offered = (['mail', 'page', 'text'] as const).filter((each) => each !== 'mail' || sendsMail);
  const at = (instant: Date | null) =>
    instant === null
      ? {}
      : { value: `${instantDate(instant, timeZone)} ${formatInstant(instant, 'time', { timeZone })}` };
  return {
    form: 'notices.write',
    subject: draft === null ? '' : noticeName(draft.number),
    title: draft === null ? say('Tell customers first') : say('Change {notice}', { notice: noticeName(draft.number) }),
    intro: say('Customers read these words. Say first what they want to know first.'),
    fields: [
      field('text', 'touches', say('How does it touch the customer?'), {
        multiline: true,
        maxLength: limits.touches,
        value: draft?.touches ?? touches,
        hint: say('What they will notice, in their words: “Payments by card may fail”.'),
      }),
      field('text', 'begins', say('How long: since when, or from when?'), {
        optional: true,
        maxLength: 40,
        hint: say('Such as 14:30 or tomorrow 22:00. Empty: now.'),
        ...at(draft?.beginsAt ?? null),
      }),
      field('text', 'ends', say('How long: until when?'), {
        optional: true,
        maxLength: 40,
        hint: say('Your promise, such as 16:30 or 2h. You are reminded of it. Empty: not known yet.'),
        ...at(draft?.endsAt ?? null),
      }),
      field('text', 'why', say('Why?'), {
        multiline: true,
        maxLength: limits.why,
        ...(draft && { value: draft.why }),
        hint: say('What customers want to know first: the cause, and what you do about it.'),
      }),
      field('choice', 'to', say('Who is told?'), {
        options: [
          { value: 'everyone', label: say('All customers') },
          ...segments.slice(0, 98).map((segment) => ({ value: `segment:${segment}`, label: segment })),
        ],
        value: draft?.audience.kind === 'segment' ? `segment:${draft.audience.segment}` : 'everyone',
      }),
      field('text', 'customers', say('Only these customers'), {
        optional: true,
        maxLength: 2_000,
        hint: say('Names, separated by semicolons. Empty: those above.'),
        ...(draft?.audience.kind === 'customers' && { value: draft.audience.names.join('; ') }),
      }),
      field('choices', 'where', say('Where do they read it?'), {
        options: offered.map((value) => ({ value, label: say(channelTexts[value]) })),
        value: draft?.channels ?? offered,
      }),
    ],
    submit: draft === null ? say('Go on') : say('Save the draft'),
  };
}

/** `2026-11-16` */
const instantDate = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
