/** The form of a notice: how it touches the customer, how long, why, then who and where. */
import { type Form, field } from '../../../chat/form.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { type Channel, limits, type Notice, noticeName } from '../rules/notice.js';

const channelTexts: Readonly<Record<Channel, string>> = {
  mail: 'By mail, to everybody there with an address',
  page: 'On your status page',
  text: 'As a text to paste into social media',
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
    title: draft === null ? 'Tell customers first' : `Change ${noticeName(draft.number)}`,
    intro: 'Customers read these words. Say first what they want to know first.',
    fields: [
      field('text', 'touches', 'How does it touch the customer?', {
        multiline: true,
        maxLength: limits.touches,
        value: draft?.touches ?? touches,
        hint: 'What they will notice, in their words: “Payments by card may fail”.',
      }),
      field('text', 'begins', 'How long: since when, or from when?', {
        optional: true,
        maxLength: 40,
        hint: 'Such as 14:30 or tomorrow 22:00. Empty: now.',
        ...at(draft?.beginsAt ?? null),
      }),
      field('text', 'ends', 'How long: until when?', {
        optional: true,
        maxLength: 40,
        hint: 'Your promise, such as 16:30 or 2h. You are reminded of it. Empty: not known yet.',
        ...at(draft?.endsAt ?? null),
      }),
      field('text', 'why', 'Why?', {
        multiline: true,
        maxLength: limits.why,
        ...(draft && { value: draft.why }),
        hint: 'What customers want to know first: the cause, and what you do about it.',
      }),
      field('choice', 'to', 'Who is told?', {
        options: [
          { value: 'everyone', label: 'All customers' },
          ...segments.slice(0, 98).map((segment) => ({ value: `segment:${segment}`, label: segment })),
        ],
        value: draft?.audience.kind === 'segment' ? `segment:${draft.audience.segment}` : 'everyone',
      }),
      field('text', 'customers', 'Only these customers', {
        optional: true,
        maxLength: 2_000,
        hint: 'Names, separated by semicolons. Empty: those above.',
        ...(draft?.audience.kind === 'customers' && { value: draft.audience.names.join('; ') }),
      }),
      field('choices', 'where', 'Where do they read it?', {
        options: offered.map((value) => ({ value, label: channelTexts[value] })),
        value: draft?.channels ?? offered,
      }),
    ],
    submit: draft === null ? 'Go on' : 'Save the draft',
  };
}

/** `2026-11-16` */
const instantDate = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
