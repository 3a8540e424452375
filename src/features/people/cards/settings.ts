/** The settings as everybody may see them, and the forms in which the champion and admins change them: made of the entries. */

import { type Block, type Card, code, inlines, type Line } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { OrganisationProfile } from '../rules/profiles.js';
import type { SettingsChange } from '../rules/settings.js';
import { type Setting, type SettingGroup, type Shown, settingGroups } from '../settings/setting.js';

interface SettingsView {
  readonly organisation: OrganisationProfile;
  readonly entries: readonly Setting[];
  readonly shown: Shown;
}

/** All settings, under their headings. */
export function settingsCard({ mayChange, ...view }: SettingsView & { readonly mayChange: boolean }): Card {
  const { entries, organisation } = view;
  const title = say('Settings of {name}', { name: organisation.name });
  const groups = Object.keys(settingGroups) as SettingGroup[];
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'facts', facts: [{ label: say('Champion'), value: organisation.champion?.name ?? say('nobody yet') }] },
      ...groups.flatMap((group) => {
        const own = entries.filter((entry) => entry.group === group);
        return own.length === 0 ? [] : groupBlocks(group, { ...view, entries: own, mayChange });
      }),
      ...(mayChange ? [] : [{ kind: 'note', line: whoMay(organisation) } as const]),
    ],
  };
}

function groupBlocks(
  group: SettingGroup,
  { entries, shown, organisation, mayChange }: SettingsView & { readonly mayChange: boolean },
): readonly Block[] {
  const { settings } = organisation;
  const facts = entries.filter(({ lines }) => !lines);
  const change = { kind: 'button', action: 'people.changeSettings', label: say('Change'), value: group } as const;
  return [
    { kind: 'heading', text: say(settingGroups[group]) },
    {
      kind: 'facts',
      facts: facts.map((entry) => ({ label: say(entry.label), value: entry.show(entry.of(settings), shown) })),
    },
    ...entries.flatMap((entry): Block[] => {
      const items = entry.lines?.(entry.of(settings));
      return items
        ? [
            { kind: 'text', line: say(entry.label) },
            { kind: 'list', items },
          ]
        : [];
    }),
    ...(mayChange ? [{ kind: 'actions', actions: [change] } as const] : []),
  ];
}

const whoMay = ({ champion }: OrganisationProfile): string =>
  champion
    ? say('{name}, the champion, or an admin can change them.', { name: champion.name })
    : say('The champion or an admin can change them.');

/** What was just changed, each from its value before to its value now, and nothing else. */
export function changedCard({ entries, shown }: SettingsView, changes: SettingsChange): Card {
  const changed = entries.filter(({ key }) => key in changes);
  if (changed.length === 0) return { title: say('Nothing changed'), summary: say('Nothing changed'), blocks: [] };
  const labels = changed.map(({ label }) => lowered(say(label)));
  const title = say('Changed: {labels}', { labels: withCommas(labels) });
  return {
    title,
    summary: title,
    tone: 'good',
    blocks: [{ kind: 'facts', facts: changed.map((entry) => ({ label: say(entry.label), value: change(entry) })) }],
  };

  function change(entry: Setting): Line {
    const { from, to } = changes[entry.key] ?? {};
    return [...inlines(entry.show(from, shown)), ' → ', ...inlines(entry.show(to, shown))];
  }
}

/** A label within a line. */
const lowered = (label: string): string => label.charAt(0).toLocaleLowerCase() + label.slice(1);

/** A line for each: `promise:` Promise. Now 24 hours on working days. With what it means, where its form says so. */
export function settingsHelp({ entries, shown, organisation }: SettingsView): readonly Block[] {
  return [
    { kind: 'heading', text: say('What can be set') },
    ...entries.map((entry): Block => {
      const value = entry.of(organisation.settings);
      const { hint } = entry.field(value, shown) as { readonly hint?: string };
      const line = [
        code(`${entry.name}:`),
        ' ',
        say('{label}. Now:', { label: say(entry.label) }),
        ' ',
        ...inlines(entry.show(value, shown)),
      ];
      return { kind: 'row', line, ...(hint !== undefined && { detail: hint }) };
    }),
  ];
}

/**
 * @param subject the group, and the fingerprint of the settings that the form shows, so that nobody overwrites a change
 * they have not seen
 */
export function settingsForm({ entries, shown, organisation }: SettingsView, title: string, subject: string): Form {
  return {
    form: 'people.changeSettings',
    subject,
    title,
    fields: entries.map((entry) => ({
      ...entry.field(entry.of(organisation.settings), shown),
      name: entry.name,
      label: say(entry.label),
    })),
    submit: say('Save'),
  };
}
