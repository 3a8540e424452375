/** What an organisation sets for its meetings: whether the bot asks before them, and who shares something new. */
import { besideEachOther } from '../../chat/bidi.js';
import { phrase, say } from '../../kernel/language/say.js';
import { onOffSetting, refuse, type Setting, setting } from '../people/index.js';

/** More than a sales and a support team have, and few enough to show in one line. */
const sharerLimit = 100;

/** Before meetings the bot asks everybody what they learned, and one person to share something new. */
export const asksQuestions = onOffSetting(
  {
    name: 'questions',
    key: 'asksQuestions',
    label: phrase('Questions before meetings'),
    group: 'meetings',
    default: true,
  },
  { on: phrase('On: what was learned from customers'), off: phrase('Off') },
);

/** Member ids of sales and support, who are asked by turns to share; empty: everybody in the meeting's place. */
export const sharerIds = setting<readonly string[]>({
  name: 'sharers',
  key: 'sharerIds',
  label: phrase('Asked to share'),
  group: 'meetings',
  default: [],
  async read(typed, find) {
    const ids = new Set<string>();
    for (const name of readNames(typed)) ids.add((await find.member(name)).id);
    return [...ids];
  },
  field: (ids, { members }) => ({
    kind: 'text',
    value: members
      .filter(({ id }) => ids.includes(id))
      .map(({ handle }) => `@${handle}`)
      .join(', '),
    hint: say(
      'People from sales and support. Before each meeting one of them is asked to share something new: @ana, @ben. Empty: everybody in the channel.',
    ),
    optional: true,
    multiline: true,
    maxLength: 3000,
  }),
  show: (ids, { members }) =>
    besideEachOther(members.filter(({ id }) => ids.includes(id)).map(({ name }) => name)) ||
    say('Everybody in the place, by turns'),
  names: (memberIds) => ({ memberIds }),
});

/** What this room lets an organisation set. */
export const meetingsSettings: readonly Setting[] = [asksQuestions, sharerIds];

/** `@ana, @ben`; `none` is nobody. */
function readNames(typed: string): readonly string[] {
  if (/^\s*none\s*$/iu.test(typed)) return [];
  const names = typed
    .split(/[,;\n]+/u)
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length > sharerLimit)
    refuse(say('At most {most} people can take turns in sharing: leave some out.', { most: sharerLimit }));
  return names;
}
