/** The door of leaving: what an organisation can show of itself, take away and forget. */
import type { Feature } from '../../chat/feature.js';
import { auditKindNames, auditList, auditPage, type ToldEntry } from './audit/list.js';
import type { LeavingDeps } from './deps.js';

export type { ToldEntry } from './audit/list.js';

/** The door of leaving. */
export interface LeavingRoom extends Feature {
  /** Entries of the audit log behind `after`, the oldest first, for a system; the ids are digits. */
  audit(
    organisationId: string,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly ToldEntry[]>;
}

/** Builds the room on people and what the others tell of their settings. */
export function createLeaving(deps: LeavingDeps): LeavingRoom {
  const log = auditList(deps);
  return {
    title: 'Leaving',
    commands: [
      {
        name: 'audit',
        usage: 'audit [WORDS] [who: what: since:]',
        does: 'who changed settings, rules, roles, keys and the rest, when, and from what to what',
        examples: ['audit', 'audit what:settings since:monday', 'audit who:@ben'],
        allowed: 'champion',
        details: [{ key: 'who' }, { key: 'what', oneOf: auditKindNames }, { key: 'since' }],
        handle: log.typed,
      },
    ],
    actions: { 'leaving.audit': log.pressed },
    audit: (organisationId, page) => auditPage(deps, organisationId, page),
  };
}
