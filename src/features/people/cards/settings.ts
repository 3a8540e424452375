/** The settings as everybody may see them, and the form in which the champion and admins change them. */
import type { Block, Card, Line } from '../../../chat/card.js';
import type { Field, Form, Option } from '../../../chat/form.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { stepToText } from '../rules/ladder.js';
import { daysToText, hoursToText } from '../rules/notation.js';
import { postingToText } from '../rules/posting.js';
import type { MemberProfile, OrganisationProfile } from '../rules/profiles.js';
import { holidayLimit, type Settings } from '../rules/settings.js';

export interface SettingsView {
  readonly organisation: OrganisationProfile;
  readonly newsPlace: PlaceRef | null;
  readonly scoresPlace: PlaceRef | null;
  /** Those of sales and support who are still here. */
  readonly sharers: readonly Pick<MemberProfile, 'name' | 'handle'>[];
  /** The organisation's date today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly mayChange: boolean;
  /** What was just changed, absent: only looked at. */
  readonly changed?: readonly (keyof Settings)[];
}

const names: Readonly<Record<keyof Settings, string>> = {
  promiseHours: 'promise',
  timeZone: 'zone',
  workingDays: 'working days',
  holidays: 'holidays',
  workStartMinutes: 'hours',
  workEndMinutes: 'hours',
  newsPlaceId: 'place for news',
  scoresPlaceId: 'place for scores',
  ladder: 'ladder',
  asksQuestions: 'questions',
  sharerIds: 'sharers',
  counting: 'counting',
  posts: 'posts of the number',
  dndCountsAsAway: 'do not disturb',
  captureEmoji: 'emoji that captures',
  doneEmoji: 'emoji that resolves',
};

export function settingsCard(view: SettingsView): Card {
  const { settings } = view.organisation;
  const title = titleOf(view);
  return {
    title,
    summary: title,
    ...(view.changed?.length && { tone: 'good' }),
    blocks: [
      { kind: 'facts', facts: factsOf(view) },
      { kind: 'heading', text: 'Ladder of nudges' },
      { kind: 'list', items: settings.ladder.map(stepToText) },
      ...endOf(view),
    ],
  };
}

function titleOf({ organisation, changed }: SettingsView): string {
  if (!changed) return `Settings of ${organisation.name}`;
  if (changed.length === 0) return 'That is how it was: nothing changed';
  return `Changed: ${[...new Set(changed.map((key) => names[key]))].join(', ')}`;
}

function factsOf({
  organisation,
  newsPlace,
  scoresPlace,
  sharers,
  today,
}: SettingsView): { label: string; value: Line }[] {
  const { settings, champion } = organisation;
  const hours = hoursToText({ startMinutes: settings.workStartMinutes, endMinutes: settings.workEndMinutes });
  return [
    { label: 'Promise', value: `${settings.promiseHours}h on working days` },
    { label: 'Working days', value: daysToText(settings.workingDays) },
    { label: 'Hours', value: `${hours}, in each person’s own zone` },
    { label: 'Zone', value: settings.timeZone },
    { label: 'Holidays ahead', value: holidaysAhead(settings.holidays, today) },
    { label: 'News go to', value: newsPlace ? `#${newsPlace.name}` : 'where the feedback was captured' },
    { label: 'Scores go to', value: scoresPlace ? `#${scoresPlace.name}` : 'nowhere yet' },
    { label: 'The number counts', value: countingWords[settings.counting] },
    { label: 'The number is posted', value: postingToText(settings.posts) },
    { label: 'Do not disturb', value: settings.dndCountsAsAway ? 'counts as away' : 'does not count as away' },
    {
      label: 'Reactions',
      value: `:${settings.captureEmoji}: captures, :${settings.doneEmoji}: asks the owner how it ended`,
    },
    { label: 'Champion', value: champion?.name ?? 'nobody yet' },
    { label: 'Questions before meetings', value: settings.asksQuestions ? 'on' : 'off' },
    {
      label: 'Asked to share',
      value: sharers.map(({ name }) => name).join(', ') || 'everybody in the place, by turns',
    },
  ];
}

const countingWords = { latest: 'each customer’s latest answer', every: 'every answer' } as const;

const shownHolidays = 6;

function holidaysAhead(holidays: readonly string[], today: string): string {
  const ahead = holidays.filter((date) => date >= today);
  const words = ahead.slice(0, shownHolidays).map((date) => dayOf(date, today));
  const rest = ahead.length - words.length;
  return words.length === 0 ? 'none' : `${words.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

function dayOf(date: string, today: string): string {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  return formatInstant(at(date), 'date', { timeZone: 'UTC', now: at(today) });
}

function endOf({ organisation, mayChange }: SettingsView): Block[] {
  const change = { kind: 'button', action: 'people.changeSettings', label: 'Change', value: '' } as const;
  if (mayChange) return [{ kind: 'actions', actions: [change] }];
  const whom = organisation.champion ? `${organisation.champion.name}, the champion,` : 'The champion';
  return [{ kind: 'note', line: `${whom} or an admin can change them.` }];
}

/** A choice can't hold more options on Slack, and one is `none`; beyond it the place's name is typed. */
const choiceLimit = 99;

/** @param fingerprint of the settings that the form shows, so that nobody overwrites a change they have not seen */
export function settingsForm(
  {
    settings,
    places,
    sharers,
  }: {
    readonly settings: Settings;
    readonly places: readonly PlaceRef[];
    readonly sharers: SettingsView['sharers'];
  },
  fingerprint: string,
): Form {
  const hours = hoursToText({ startMinutes: settings.workStartMinutes, endMinutes: settings.workEndMinutes });
  return {
    form: 'people.changeSettings',
    subject: fingerprint,
    title: 'Settings',
    fields: [
      {
        kind: 'text',
        name: 'promise',
        label: 'Promise',
        value: `${settings.promiseHours}h`,
        hint: 'Within how long feedback should be resolved: 24h, 2d. Only working days count.',
        maxLength: 20,
      },
      {
        kind: 'choices',
        name: 'days',
        label: 'Working days',
        options: dayOptions,
        value: settings.workingDays.map(dayValue),
      },
      {
        kind: 'text',
        name: 'hours',
        label: 'Working hours',
        value: hours,
        hint: 'In each person’s own zone.',
        maxLength: 20,
      },
      {
        kind: 'text',
        name: 'zone',
        label: 'Time zone',
        value: settings.timeZone,
        hint: 'Europe/London',
        maxLength: 60,
      },
      {
        kind: 'text',
        name: 'holidays',
        label: 'Holidays',
        value: settings.holidays.join(', '),
        hint: 'Dates with commas between: 2026-12-25, 2026-12-26',
        optional: true,
        multiline: true,
        maxLength: holidayLimit * '2026-12-25, '.length,
      },
      placeField(
        { name: 'news', label: 'Place for news', none: 'Where it was captured' },
        settings.newsPlaceId,
        places,
      ),
      placeField({ name: 'scores', label: 'Place for scores', none: 'Nowhere' }, settings.scoresPlaceId, places),
      {
        kind: 'text',
        name: 'ladder',
        label: 'Ladder of nudges',
        value: settings.ladder.map(stepToText).join('\n'),
        hint: 'A step a line, as shares of the promise. The word default brings the first ladder back.',
        multiline: true,
        maxLength: 2000,
      },
      {
        kind: 'choice',
        name: 'questions',
        label: 'Questions before meetings',
        options: [
          { value: 'on', label: 'Ask what was learned from customers' },
          { value: 'off', label: 'Ask nothing' },
        ],
        value: settings.asksQuestions ? 'on' : 'off',
      },
      {
        kind: 'text',
        name: 'sharers',
        label: 'Sales and support',
        value: sharers.map(({ handle }) => `@${handle}`).join(', '),
        hint: 'Who is asked, by turns, to share something new: @ana, @ben. Empty: everybody in the place.',
        optional: true,
        multiline: true,
        maxLength: 3000,
      },
      {
        kind: 'choice',
        name: 'counting',
        label: 'The number counts',
        options: [
          { value: 'latest', label: 'Each customer’s latest answer' },
          { value: 'every', label: 'Every answer' },
        ],
        value: settings.counting,
      },
      {
        kind: 'text',
        name: 'posts',
        label: 'When the number is posted',
        value: postingToText(settings.posts),
        hint: 'monday 10:00, or off. Real changes are posted at once all the same.',
        maxLength: 60,
      },
      {
        kind: 'choice',
        name: 'dnd',
        label: 'People who don’t want to be disturbed',
        options: [
          { value: 'off', label: 'Are asked and reminded all the same' },
          { value: 'on', label: 'Count as away' },
        ],
        value: settings.dndCountsAsAway ? 'on' : 'off',
      },
      emojiField('ear', 'Emoji that captures a message', settings.captureEmoji),
      emojiField('check', 'Emoji by which an owner resolves', settings.doneEmoji),
    ],
    submit: 'Save',
  };
}

function emojiField(name: string, label: string, value: string): Field {
  return { kind: 'text', name, label, value, hint: 'Its name, as you would type it: ear', maxLength: 100 };
}

const dayValue = (day: number): string => daysToText([day]);

const dayLabels = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const dayOptions: readonly Option[] = dayLabels.map((label, index) => ({ value: dayValue(index + 1), label }));

interface PlaceField {
  readonly name: string;
  readonly label: string;
  /** What it means that there is none. */
  readonly none: string;
}

function placeField({ none, ...base }: PlaceField, placeId: string | null, places: readonly PlaceRef[]): Field {
  if (places.length > choiceLimit) {
    const current = places.find((place) => place.id === placeId);
    const hint = `The channel’s name, #news. Empty: ${none.toLowerCase()}.`;
    return {
      ...base,
      kind: 'text',
      optional: true,
      hint,
      ...(current && { value: `#${current.name}` }),
      maxLength: 200,
    };
  }
  const options = [{ value: 'none', label: none }, ...places.map(({ id, name }) => ({ value: id, label: `#${name}` }))];
  return { ...base, kind: 'choice', optional: true, options, value: placeId ?? 'none' };
}
