/** What the adapter listens to beside commands and clicks, put together: a line for each file of handlers. start.ts asks. */
import type { NameLookups } from '../../platform/name-lookup.js';
import type { Patience } from '../../platform/patience.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import { createHomeTab, type HomeTab } from '../home.js';
import { createHuddles } from '../people/huddles.js';
import { createSlackPeopleSync, type SlackPeopleSync } from '../people/people-sync.js';
import type { AnswerReply } from '../reply/reply.js';
import { createFarewells } from '../workspace/oauth/farewell.js';
import { createOrganisationOf } from '../workspace/organisation-of.js';
import type { WorkspaceOf } from '../workspace/workspace.js';
import { createChannelEvents } from './channel-events.js';
import type { EventHandlers } from './events.js';
import { createReactions } from './reactions.js';

export interface AllEventHandlers {
  readonly handlers: readonly EventHandlers[];
  readonly home: HomeTab;
  readonly sync: SlackPeopleSync;
}

export interface EventHandlersDeps extends PlatformDeps {
  readonly workspaceOf: WorkspaceOf;
  readonly lookups: NameLookups;
  readonly answerReply: AnswerReply;
  readonly patience: Patience;
  /** The app was removed from a workspace, or its token revoked. */
  removed(teamId: string | null): void;
}

/** The handlers of all Slack events, by type. */
export function createEventHandlers(deps: EventHandlersDeps): AllEventHandlers {
  const organisationOf = createOrganisationOf(deps.people);
  const home = createHomeTab(deps);
  const sync = createSlackPeopleSync(deps);
  const channels = createChannelEvents({ ...deps, organisationOf });
  const reactions = createReactions({ ...deps, organisationOf });
  return {
    home,
    sync,
    handlers: [sync.events, home.events, channels, reactions, createHuddles(deps), createFarewells(deps)],
  };
}
