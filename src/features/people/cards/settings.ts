/** The settings as everybody may see them, and the form in which the champion and admins change them: made of the entries. */
import type { Block, Card } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import type { OrganisationProfile } from '../rules/profiles.js';
import type { Settings } from '../rules/settings.js';
import type { Setting, Shown } from '../settings/setting.js';

export interface SettingsView {
  readonly organisation: OrganisationProfile;
  readonly entries: readonly Setting[];
  readonly shown: Shown;
  readonly mayChange: boolean;
  /** The keys of what was just changed, absent: only looked at. */
  readonly changed?: readonly string[];
}

/** All settings, and what was just changed. */
export function settingsCard(view: SettingsView): Card {
  const { entries, shown, organisation } = view;
  const { settings, champion } = organisation;
  const title = titleOf(view);
  const facts = entries.filter(({ lines }) => !lines);
  return {
    title,
    summary: title,
    ...(view.changed?.length && { tone: 'good' }),
    blocks: [
      {
        kind: 'facts',
        facts: [
          ...facts.map((entry) => ({ label: entry.label, value: entry.show(entry.of(settings), shown) })),
          { label: 'Champion', value: champion?.name ?? 'nobody yet' },
        ],
      },
      ...entries.flatMap((entry): Block[] => {
        const items = entry.lines?.(entry.of(settings));
        return items
          ? [
              { kind: 'heading', text: entry.label },
              { kind: 'list', items },
            ]
          : [];
      }),
      ...endOf(view),
    ],
  };
}

function titleOf({ organisation, entries, changed }: SettingsView): string {
  if (!changed) return `Settings of ${organisation.name}`;
  if (changed.length === 0) return 'Settings: nothing changed';
  const labels = entries.filter(({ key }) => changed.includes(key)).map(({ label }) => label);
  return `Changed: ${labels.map((label) => label.charAt(0).toLowerCase() + label.slice(1)).join(', ')}`;
}

function endOf({ organisation, mayChange }: SettingsView): Block[] {
  const change = { kind: 'button', action: 'people.changeSettings', label: 'Change', value: '' } as const;
  if (mayChange) return [{ kind: 'actions', actions: [change] }];
  const whom = organisation.champion ? `${organisation.champion.name}, the champion,` : 'The champion';
  return [{ kind: 'note', line: `${whom} or an admin can change them.` }];
}

/** @param fingerprint of the settings that the form shows, so that nobody overwrites a change they have not seen */
export function settingsForm(
  {
    entries,
    settings,
    shown,
  }: { readonly entries: readonly Setting[]; readonly settings: Settings; readonly shown: Shown },
  fingerprint: string,
): Form {
  return {
    form: 'people.changeSettings',
    subject: fingerprint,
    title: 'Settings',
    fields: entries.map((entry) => ({
      ...entry.field(entry.of(settings), shown),
      name: entry.name,
      label: entry.label,
    })),
    submit: 'Save',
  };
}
