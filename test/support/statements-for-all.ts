/** Statements that name no organisation, by file: test/project/statements.test.ts holds them to this list. */

/** Work for all organisations, or for one that is not known yet, with the reason. */
export const workForAll: Readonly<Record<string, string>> = {
  'adapters/slack/people/huddle-store.ts': 'Slack names people of huddles by its own ids alone',
  'adapters/slack/workspace/oauth/store.ts': 'installations, by the team that an event comes from',
  'adapters/teams/workspace/store.ts': 'conversations and people, by the tenant that an activity comes from',
  'adapters/web-api/host/organisations-store.ts': 'the operator’s commands',
  'backup/settle-store.ts': 'a whole database that was restored',
  'backup/side-effects.ts': 'the same',
  'delivery/claim-store.ts': 'the queue, by its lanes: one copy claims for all organisations',
  'delivery/letter-store.ts': 'the operator’s command, and the champion’s with their organisation',
  'delivery/recovery-store.ts': 'the queue, looked at as a whole',
  'delivery/settlement-store.ts': 'the queue, by the id of what was claimed',
  'doctor/troubles-store.ts': 'the operator’s doctor',
};

/** Single statements of other files: how many name no organisation, and why they can't. */
export const notNamingTheirs: Readonly<Record<string, { readonly count: number; readonly why: string }>> = {
  'delivery/notice-store.ts': { count: 1, why: 'a member who opened their chat, by the destination' },
  'delivery/order-store.ts': { count: 1, why: 'what stands at a message, by the platform’s ids' },
  'features/meetings/store/agenda.ts': { count: 1, why: 'minutes by an address that this bot signed' },
  'features/people/store/managers.ts': { count: 1, why: 'a workspace by its platform’s ids' },
  'features/people/store/workspaces.ts': { count: 1, why: 'a part of two statements, each of which names it' },
};
