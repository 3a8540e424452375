/** What the adapter listens to beside commands and clicks, put together: a line for each file of handlers. start.ts asks. */

import type { NameLookups } from '../../platform/name-lookup.js';
import type { Patience } from '../../platform/patience.js';
import { createHomeTab, type HomeTab } from '../home.js';
import { createPeopleSync, type PeopleSync } from '../people/people-sync.js';
import type { SlackDeps } from '../ports.js';
import type { AnswerReply } from '../reply/reply.js';
import { createFarewells } from '../workspace/oauth/farewell.js';
import { createOrganisationOf } from '../workspace/organisation-of.js';
import type { WorkspaceOf } from '../workspace/workspace.js';
import { createChannelEvents } from './channel-events.js';
import type { EventHandlers } from './events.js';
import { createReactions } from './reactions.js';

export interface Further {
  readonly handlers: readonly EventHandlers[];
  readonly home: HomeTab;
  readonly sync: PeopleSync;
}

export interface FurtherDeps extends SlackDeps {
  readonly workspaceOf: WorkspaceOf;
  readonly lookups: NameLookups;
  readonly answerReply: AnswerReply;
  readonly patience: Patience;
}

/** null: without the rest of the house nothing further is listened to. */
export function createFurther(deps: FurtherDeps): Further | null {
  const { house, people, handle, clock, log, workspaceOf, lookups, answerReply, patience } = deps;
  if (!house) return null;
  const { organisation, database, livingKeyAt } = house;
  const organisationOf = createOrganisationOf(people);
  const home = createHomeTab({ home: house.home, lookups, log });
  const sync = createPeopleSync({ people, organisation, workspaceOf, patience, clock, log });
  const reactions = createReactions({ handle, organisation, organisationOf, livingKeyAt, answerReply, log });
  const channels = createChannelEvents({ people, organisation, organisationOf, doors: house });
  return { home, sync, handlers: [sync.events, home.events, channels, reactions, createFarewells({ database, log })] };
}
