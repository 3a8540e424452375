/** What an organisation sets for feedback: its promise, the ladder of nudges, where news go, and which reactions count. */
import { withSemicolons } from '../../kernel/language/list.js';
import { phrase, say } from '../../kernel/language/say.js';
import { longestWorkingTimeMs } from '../../kernel/time/working-time.js';
import { type RecipientRole, rolesAt } from '../../reminders/index.js';
import { onOffSetting, placeSetting, refuse, type Setting, type Settings, setting } from '../people/index.js';
import { answering } from './answering-setting.js';
import { beyondHorizon, ladderWords, settingWords } from './cards/setting-words.js';
import { ownPhrases } from './phrases.js';
import { ownPromises, readHours } from './promise-rules.js';
import { defaultLadder, type LadderStep, readLadder, stepInWords, stepToText } from './rules/ladder-notation.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Within how many hours on working days feedback should be resolved. */
export const promiseHours = setting({
  name: 'promise',
  key: 'promiseHours',
  label: phrase('Promise'),
  group: 'promise',
  default: 24,
  read: readHours,
  field: (hours) => ({
    kind: 'text',
    value: `${hours}h`,
    hint: say('Within how long feedback should be resolved: 24h, 2d. Only working days count.'),
    maxLength: 20,
  }),
  show: (hours) => say('{hours} hours on working days', { hours }),
  refuse: refuseTogether,
});

/** Ascending by `at`. */
export const ladder = setting<readonly LadderStep[]>({
  name: 'ladder',
  key: 'ladder',
  label: phrase('Reminders'),
  group: 'promise',
  default: defaultLadder,
  read(typed) {
    const read = readLadder(typed);
    return 'kind' in read ? refuse(ladderWords(read)) : read;
  },
  field: (steps) => ({
    kind: 'text',
    value: steps.map(stepToText).join('\n'),
    hint: say(
      'One step on each line: at which share of the promise, and who is reminded. Write default to bring back the usual steps.',
    ),
    multiline: true,
    maxLength: 2000,
  }),
  show: (steps) => withSemicolons(steps.map(stepInWords)),
  lines: (steps) => steps.map(stepInWords),
  refuse: refuseTogether,
});

/** Whom the step reaches that repeats daily: in rooms whose ladder is a date, this is who hears besides the owner. */
export function rolesOfRepeat(settings: Settings, repeat: number): readonly RecipientRole[] {
  const step = ladder.of(settings).find(({ repeatDaily }) => repeatDaily);
  return step ? rolesAt(step, repeat) : [];
}

/** Where resolutions are told; null: where each piece of feedback was captured. */
export const newsPlaceId = placeSetting(
  { name: 'news', key: 'newsPlaceId', label: phrase('Place for news') },
  phrase('Where it was captured'),
);

/** With which reaction somebody captures a message, and with which its owner says that it is done; without colons. */
export const captureEmoji = emojiSetting('ear', 'captureEmoji', phrase('Emoji that captures a message'), 'ear');
export const doneEmoji = emojiSetting('check', 'doneEmoji', phrase('Emoji that resolves'), 'white_check_mark');

/** Whether a line thanks in a channel that people of other companies read when something was captured there. */
export const receipts = onOffSetting(
  {
    name: 'receipts',
    key: 'receipts',
    label: phrase('Thanks in channels with other companies'),
    group: 'places',
    default: false,
  },
  { on: phrase('A line says that it is noted'), off: phrase('Nothing is posted there') },
);

/** What this room lets an organisation set. */
export const feedbackSettings: readonly Setting[] = [
  promiseHours,
  ownPromises,
  answering,
  ladder,
  newsPlaceId,
  captureEmoji,
  doneEmoji,
  receipts,
  ownPhrases,
];

function emojiSetting(name: string, key: string, label: string, initial: string) {
  return setting<string>({
    name,
    key,
    label,
    group: 'emoji',
    default: initial,
    read(typed) {
      // As reactions are named: without colons, skin tone and capitals.
      const emoji = /^:?([a-z0-9_+'-]{1,100}):?(?::skin-tone-\d:?)?$/u.exec(typed.trim().toLowerCase())?.[1];
      return emoji ?? refuse(settingWords.emoji());
    },
    field: (value) => ({ kind: 'text', value, hint: say('Its name, with or without colons.'), maxLength: 100 }),
    show: (value, { reactions }) =>
      reactions === 'in Slack' ? say('{emoji} in Slack', { emoji: `:${value}:` }) : `:${value}:`,
  });
}

/** The last step, and the working day after it on which a daily step repeats, must be near enough to be computed. */
function refuseTogether(settings: Settings): string | null {
  // The longest of them.
  const hours = Math.max(promiseHours.of(settings), ...ownPromises.of(settings).map((rule) => rule.hours));
  const percent = Math.max(...ladder.of(settings).map(({ at }) => Math.round(at * 100)));
  const limitMs = longestWorkingTimeMs - dayMs;
  if ((hours * hourMs * percent) / 100 <= limitMs) return null;
  return beyondHorizon({
    percent,
    hours,
    neededDays: Math.ceil((hours * percent) / 2400),
    limitDays: limitMs / dayMs,
    hoursThatFit: Math.floor((limitMs / hourMs / percent) * 100),
    percentThatFits: Math.floor((limitMs / hourMs / hours) * 100),
  });
}
