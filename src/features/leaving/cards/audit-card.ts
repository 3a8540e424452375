/** The words of the audit log: what was done, by whom, from what to what. */
import { type Block, bold, inlines, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import { lineToText } from '../../../chat/plain-text.js';
import { through } from '../../../chat/surface-text.js';
import type { Audited, KeptAuditEntry } from '../../../storage/database.js';
import type { Setting } from '../../people/index.js';

/** Refusals of the log. */
export const auditWords = {
  notYours: 'The audit log is for the champion and admins.',
  kinds: (names: readonly string[]) => `There is no such kind of change. Write one of ${names.join(', ')}.`,
};

/** How the log is headed. */
export const auditHeading: ListHeading = {
  title: 'Audit log',
  noneTitle: 'Nothing was changed yet',
  counted: (count) => `Audit log: ${counted(count)} ${count === 1 ? 'change' : 'changes'}`,
  none: 'Changes of settings, rules, roles, keys, imports and exports are listed here.',
};

/** What an entry is shown with. */
export interface Shown {
  readonly timeZone: string;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly beside: Parameters<Setting['show']>[1];
  /** Of members and places, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What was done, before its subject. */
const deeds: Readonly<Record<Audited, string>> = {
  'people.changeSettings': 'changed the setting',
  'leaving.setRetention': 'set for how long words are kept',
  'customers.changeField': 'changed the field',
  'feedback.addRule': 'added the routing rule',
  'feedback.removeRule': 'removed the routing rule',
  'customers.addSegment': 'set the segment',
  'customers.removeSegment': 'removed the segment',
  'meetings.schedule': 'scheduled the meeting',
  'meetings.stop': 'stopped the meeting',
  'people.nameChampion': 'named the champion',
  'people.nameManager': 'named the manager of',
  'people.join': 'joined the accounts of',
  'people.part': 'separated the accounts of',
  'people.changeAdmins': 'changed whether an admin is',
  'customers.merge': 'merged the customer',
  'customers.takeMergeBack': 'separated the customer',
  'imports.take': 'imported the file',
  'imports.undo': 'took back the import of',
  'surveys.start': 'started the survey',
  'surveys.links': 'took the links of the survey',
  'surveys.send': 'had mails sent for the survey',
  'surveys.stop': 'ended the survey',
  'notices.write': 'wrote the notice',
  'notices.approve': 'approved the notice',
  'notices.drop': 'dropped the draft of the notice',
  'notices.update': 'told customers more in the notice',
  'notices.end': 'ended the notice',
  'alerts.add': 'added the alert',
  'alerts.change': 'changed the alert',
  'alerts.remove': 'took off the alert',
  'alerts.restore': 'brought back the alert',
  'trials.start': 'started the early test',
  'trials.invite': 'invited customers to the early test',
  'trials.move': 'moved the last day of the early test',
  'trials.end': 'ended the early test',
  'newsletter.approve': 'approved the newsletter',
  'newsletter.skip': 'skipped the newsletter',
  'home.addWall': 'made the wall',
  'home.removeWall': 'withdrew the wall',
  'api.createKey': 'made the key',
  'api.revokeKey': 'revoked the key',
  'bi.makeRole': 'let read by the database user',
  'bi.dropRole': 'removed the database user',
  'webhooks.add': 'added the webhook',
  'webhooks.rotate': 'rotated the secret of the webhook',
  'webhooks.pause': 'paused the webhook',
  'webhooks.resume': 'resumed the webhook',
  'webhooks.remove': 'removed the webhook',
  'webhooks.replay': 'sent messages again to the webhook',
  'leaving.export': 'exported everything',
  'leaving.exportCustomer': 'exported the customer',
  'leaving.forgetCustomer': 'forgot a customer',
  'leaving.forgetPerson': 'forgot a person',
  'leaving.forgetWords': 'turned old words into counts',
  'people.makeOrganisation': 'made the organisation',
  'people.connectWorkspace': 'connected the workspace',
  'people.inviteWorkspace': 'invited one more workspace',
  'people.joinOrganisation': 'brought a workspace into this organisation',
};

/** One entry: when, who, what; below it from what to what. */
export function auditRow(entry: KeptAuditEntry, shown: Shown): Block {
  const { at, what, actorId, surface, subject } = entry;
  const setting = shown.settings.get(subject);
  const who = actorId === null ? (surface === 'operator' ? 'An operator' : 'Empty Chair') : nameOf(actorId, shown);
  const about = what === 'people.changeSettings' ? (setting?.label ?? subject) : nameOf(subject, shown);
  const line: Line = [
    { kind: 'time', at, timeZone: shown.timeZone, style: 'dateTime' },
    ` ${through[surface]}: `,
    bold(who),
    ` ${deeds[what] ?? what}`,
    ...(about === '' ? [] : [' ', bold(about)]),
  ];
  const detail = change(entry, shown, setting);
  return { kind: 'row', line, ...(detail !== '' && { detail }) };
}

const nameOf = (id: string, { names }: Shown): string =>
  names.get(id) ?? (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id) ? 'somebody who left' : id);

function change({ what, before, after }: KeptAuditEntry, shown: Shown, setting: Setting | undefined): string {
  if (what === 'people.changeSettings' && setting) {
    const words = (value: unknown) => lineToText(inlines(setting.show(value, shown.beside)));
    return `${words(before)} → ${words(after)}`;
  }
  const words = (value: unknown) => valueText(value, shown);
  if (what === 'people.nameChampion' || what === 'people.nameManager')
    return `${words(before ?? 'nobody')} → ${words(after ?? 'nobody')}`;
  if (before === null) return after === null ? '' : words(after);
  return after === null ? words(before) : `${words(before)} → ${words(after)}`;
}

/** `position: 2; words: refund, broken; to: Ben`. */
function valueText(value: unknown, shown: Shown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((each) => valueText(each, shown)).join(', ') || 'nothing';
  if (typeof value !== 'object') return nameOf(String(value), shown);
  const parts = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return parts.map(([key, each]) => `${spaced(key)}: ${valueText(each, shown)}`).join('; ');
}

/** `addedCount` as `added count`. */
const spaced = (key: string): string => key.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
