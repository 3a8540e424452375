/** The words of the audit log: what was done, by whom, from what to what. */
import { becomes } from '../../../chat/bidi.js';
import { type Block, bold, inlines } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { lineToText } from '../../../chat/plain-text.js';
import { sayLine } from '../../../chat/say-line.js';
import { through } from '../../../chat/surface-text.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Audited, KeptAuditEntry } from '../../../storage/database.js';
import type { Setting } from '../../people/index.js';
import { detailText } from './audit-details.js';

/** Refusals of the log. */
export const auditWords = {
  notYours: () => say('The audit log is for the champion and admins.'),
  kinds: (names: readonly string[]) =>
    say('There is no such kind of change. Write one of {names}.', { names: withCommas(names) }),
};

/** How the log is headed. */
export const auditHeading = (): ListHeading => ({
  title: say('Audit log'),
  noneTitle: say('Nothing was changed yet'),
  counted: (count) => say('{count, plural, one {Audit log: # change} other {Audit log: # changes}}', { count }),
  none: say('Changes of settings, rules, roles, keys, imports and exports are listed here.'),
});

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
  'people.changeSettings': phrase('changed the setting'),
  'leaving.setRetention': phrase('set for how long words are kept'),
  'customers.changeField': phrase('changed the field'),
  'feedback.addRule': phrase('added the routing rule'),
  'feedback.removeRule': phrase('removed the routing rule'),
  'customers.addSegment': phrase('set the segment'),
  'customers.removeSegment': phrase('removed the segment'),
  'meetings.schedule': phrase('scheduled the meeting'),
  'meetings.stop': phrase('stopped the meeting'),
  'people.nameChampion': phrase('named the champion'),
  'people.nameManager': phrase('named the manager of'),
  'people.join': phrase('joined the accounts of'),
  'people.part': phrase('separated the accounts of'),
  'people.changeAdmins': phrase('changed whether an admin is'),
  'customers.merge': phrase('merged the customer'),
  'customers.takeMergeBack': phrase('separated the customer'),
  'imports.take': phrase('imported the file'),
  'imports.undo': phrase('took back the import of'),
  'surveys.start': phrase('started the survey'),
  'surveys.links': phrase('took the links of the survey'),
  'surveys.send': phrase('had mails sent for the survey'),
  'surveys.stop': phrase('ended the survey'),
  'notices.write': phrase('wrote the notice'),
  'notices.approve': phrase('approved the notice'),
  'notices.drop': phrase('dropped the draft of the notice'),
  'notices.update': phrase('told customers more in the notice'),
  'notices.end': phrase('ended the notice'),
  'alerts.add': phrase('added the alert'),
  'alerts.change': phrase('changed the alert'),
  'alerts.remove': phrase('took off the alert'),
  'alerts.restore': phrase('brought back the alert'),
  'trials.start': phrase('started the early test'),
  'trials.invite': phrase('invited customers to the early test'),
  'trials.move': phrase('moved the last day of the early test'),
  'trials.end': phrase('ended the early test'),
  'newsletter.approve': phrase('approved the newsletter'),
  'newsletter.skip': phrase('skipped the newsletter'),
  'home.addWall': phrase('made the wall'),
  'home.removeWall': phrase('withdrew the wall'),
  'api.createKey': phrase('made the key'),
  'api.revokeKey': phrase('revoked the key'),
  'bi.makeRole': phrase('let read by the database user'),
  'bi.dropRole': phrase('removed the database user'),
  'webhooks.add': phrase('added the webhook'),
  'webhooks.rotate': phrase('rotated the secret of the webhook'),
  'webhooks.pause': phrase('paused the webhook'),
  'webhooks.resume': phrase('resumed the webhook'),
  'webhooks.remove': phrase('removed the webhook'),
  'webhooks.replay': phrase('sent messages again to the webhook'),
  'leaving.export': phrase('exported everything'),
  'leaving.exportCustomer': phrase('exported the customer'),
  'leaving.forgetCustomer': phrase('forgot a customer'),
  'leaving.forgetPerson': phrase('forgot a person'),
  'leaving.forgetWords': phrase('turned old words into counts'),
  'people.makeOrganisation': phrase('made the organisation'),
  'people.connectWorkspace': phrase('connected the workspace'),
  'people.inviteWorkspace': phrase('invited one more workspace'),
  'people.joinOrganisation': phrase('brought a workspace into this organisation'),
};

/** One entry: when, who, what; below it from what to what. */
export function auditRow(entry: KeptAuditEntry, shown: Shown): Block {
  const { at, what, actorId, surface, subject } = entry;
  const setting = shown.settings.get(subject);
  const who = actorId === null ? (surface === 'operator' ? say('An operator') : 'Empty Chair') : nameOf(actorId, shown);
  const about = what === 'people.changeSettings' ? (setting ? say(setting.label) : subject) : nameOf(subject, shown);
  const when = { kind: 'time', at, timeZone: shown.timeZone, style: 'dateTime' } as const;
  const by = { when, surface: say(through[surface]), who: bold(who), deed: say(deeds[what] ?? what) };
  const line =
    about === ''
      ? sayLine('{when} {surface}: {who} {deed}', by)
      : sayLine('{when} {surface}: {who} {deed} {subject}', { ...by, subject: bold(about) });
  const detail = change(entry, shown, setting);
  return { kind: 'row', line, ...(detail !== '' && { detail }) };
}

const nameOf = (id: string, { names }: Shown): string =>
  names.get(id) ?? (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id) ? say('somebody who left') : id);

function change({ what, before, after }: KeptAuditEntry, shown: Shown, setting: Setting | undefined): string {
  if (what === 'people.changeSettings' && setting) {
    const words = (value: unknown) => lineToText(inlines(setting.show(value, shown.beside)));
    return becomes(words(before), words(after));
  }
  const words = (value: unknown) => detailText(value, (id) => nameOf(id, shown));
  if (what === 'people.nameChampion' || what === 'people.nameManager')
    return becomes(words(before ?? say('nobody')), words(after ?? say('nobody')));
  if (before === null) return after === null ? '' : words(after);
  return after === null ? words(before) : becomes(words(before), words(after));
}
