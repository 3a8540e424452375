/** Kinds of settings that several rooms have: on or off, and a place. */
import type { FieldShape } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { wordsFor } from '../cards/refusals.js';
import { readOnOff } from '../rules/notation.js';
import { refuse, type Setting, type SettingEntry, setting } from './setting.js';

type Base<T> = Pick<SettingEntry<T>, 'name' | 'key' | 'label' | 'group' | 'default'>;

/** @param words what each means, as the form offers it; phrases */
export function onOffSetting(base: Base<boolean>, words: { readonly on: string; readonly off: string }) {
  return setting<boolean>({
    ...base,
    read: (typed) => readOnOff(typed) ?? refuse(wordsFor.onOff()),
    field: (value) => ({
      kind: 'choice',
      options: [
        { value: 'on', label: say(words.on) },
        { value: 'off', label: say(words.off) },
      ],
      value: value ? 'on' : 'off',
    }),
    show: (value) => say(value ? words.on : words.off),
  });
}

/** A place of the organisation, by its id; null: none. @param none what that means; a phrase */
export function placeSetting(
  base: Omit<Base<string | null>, 'default' | 'group'>,
  none: string,
): Setting<string | null> {
  return setting<string | null>({
    ...base,
    group: 'places',
    default: null,
    read: async (typed, find) => (/^\s*none\s*$/iu.test(typed) ? null : (await find.place(typed)).id),
    field: (placeId, { places }) => placeField(placeId, places, none),
    show: (placeId, { places }) => {
      const place = places.find(({ id }) => id === placeId);
      return place ? `#${place.name}` : say(none);
    },
    names: (placeId) => (placeId === null ? {} : { placeIds: [placeId] }),
  });
}

/** A choice can't hold more options on Slack, and one is `none`; beyond it the place's name is typed. */
export const choiceLimit = 99;

function placeField(placeId: string | null, places: readonly PlaceRef[], none: string): FieldShape {
  if (places.length > choiceLimit) {
    const current = places.find((place) => place.id === placeId);
    const hint = say('The channel’s name, such as #news. Empty: {none}.', { none: say(none) });
    return { kind: 'text', optional: true, hint, ...(current && { value: `#${current.name}` }), maxLength: 200 };
  }
  const options = [
    { value: 'none', label: say(none) },
    ...places.map(({ id, name }) => ({ value: id, label: `#${name}` })),
  ];
  return { kind: 'choice', optional: true, options, value: placeId ?? 'none' };
}
