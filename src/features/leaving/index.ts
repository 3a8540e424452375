/** The door of leaving: what an organisation can show of itself, take away and forget. */
import type { Feature } from '../../chat/feature.js';
import { phrase } from '../../kernel/language/say.js';
import { auditKindNames, auditList, auditPage, type ToldEntry } from './audit/list.js';
import type { LeavingDeps } from './deps.js';
import { beginExport, customerFile, exportCustomer, exportPage } from './export/export.js';
import { askCustomer, askPerson, forgetByButton, forgetFilledIn } from './forget/ask.js';
import { forgettingSweep } from './forget/forget.js';
import { forgetAgain, forgottenList } from './forget/forget-again.js';
import { retainByButton, retention, retentionSweep } from './retention/retention.js';

export type { ToldEntry } from './audit/list.js';

/** Somebody who was forgotten: SHA-256 of what they are and of their id. */
interface ForgottenHash {
  readonly hash: string;
  readonly kind: string;
}

/** What leaves the bot as files. */
export interface Exporting {
  /** Which tables there are, with what they mean. Audited. Throws NotFound. */
  begin(organisationId: string): ReturnType<typeof beginExport>;
  /** A page of one of them, in the order of its key; `after` null: the first. */
  page(wish: Parameters<typeof exportPage>[1]): ReturnType<typeof exportPage>;
  /** What the link of `export customer:NAME` leads to, in pieces; null: there is no such customer. */
  customerFile(of: Parameters<typeof customerFile>[1]): ReturnType<typeof customerFile>;
}

/** The door of leaving. */
export interface LeavingRoom extends Feature {
  /** Entries of the audit log behind `after`, the oldest first, for a system; the ids are digits. */
  audit(
    organisationId: string,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly ToldEntry[]>;
  /** Everything of an organisation, page by page, and of one customer. */
  readonly exporting: Exporting;
  /** Who was forgotten, by hashes: whoever restores a backup keeps it and hands it to `forgetAgain` afterwards. */
  forgottenList(): Promise<readonly ForgottenHash[]>;
  /** Forgets again whom a restored backup brought back, before the bot starts. Answers how many. */
  forgetAgain(kept: readonly ForgottenHash[]): Promise<number>;
}

/** Builds the room on people and what the others tell of their settings. */
export function createLeaving(deps: LeavingDeps): LeavingRoom {
  const log = auditList(deps);
  return {
    title: phrase('Leaving'),
    commands: [
      {
        name: 'audit',
        usage: 'audit [WORDS] [who: what: since:]',
        does: phrase('who changed settings, rules, roles, keys and the rest, when, and from what to what'),
        examples: ['audit', 'audit what:settings since:monday', 'audit who:@ben'],
        allowed: 'champion',
        details: [{ key: 'who' }, { key: 'what', oneOf: auditKindNames }, { key: 'since' }],
        handle: log.typed,
      },
      {
        name: 'export',
        usage: 'export customer:NAME',
        does: phrase('everything about one customer, as a file for you alone'),
        examples: ['export customer:Acme'],
        allowed: 'champion',
        details: [{ key: 'customer', names: 'customer' }],
        handle: ({ text, details: { customer = text } }, context) => exportCustomer(deps, customer.trim(), context),
      },
      {
        name: 'retention',
        usage: 'retention [24 months|off]',
        does: phrase('for how long words are kept; older ones become counts. Shows first what goes'),
        examples: ['retention', 'retention 24 months'],
        allowed: 'champion',
        handle: ({ text }, context) => retention(deps, text.trim(), context),
      },
      {
        name: 'forget customer',
        usage: 'forget customer NAME',
        does: phrase('erases who a customer is and what they said; counts stay. Asks first'),
        allowed: 'champion',
        handle: ({ text }, context) => askCustomer(deps, text.trim(), context),
      },
      {
        name: 'forget person',
        usage: 'forget person @x',
        does: phrase('erases who somebody is, one of you or at a customer. Asks first'),
        examples: ['forget person @ben', 'forget person ann@acme.example'],
        allowed: 'champion',
        handle: ({ text }, context) => askPerson(deps, text.trim(), context),
      },
    ],
    actions: {
      'leaving.audit': log.pressed,
      'leaving.retention': (value, context) => retainByButton(deps, value, context),
      'leaving.forget': (value, context) => forgetByButton(deps, value, context),
    },
    forms: { 'leaving.forget': (kind, values, context) => forgetFilledIn(deps, { kind, values }, context) },
    sweeps: [forgettingSweep(deps), retentionSweep(deps)],
    audit: (organisationId, page) => auditPage(deps, organisationId, page),
    exporting: {
      begin: (organisationId) => beginExport(deps, organisationId),
      page: (wish) => exportPage(deps, wish),
      customerFile: (of) => customerFile(deps, of),
    },
    forgottenList: () => forgottenList(deps),
    forgetAgain: (kept) => forgetAgain(deps, kept),
  };
}
