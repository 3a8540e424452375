/**
 * Asks the directories that tell it to whom people report, once a day: a few people at a time, since a platform answers
 * for one person after the other and counts how often it is asked.
 */
import type { Sweep } from '../../chat/feature.js';
import type { Batches } from '../../storage/database.js';
import type { PeopleDeps } from './deps.js';
import {
  type AskedWorkspace,
  forgetTold,
  managersDue,
  managersWork,
  nextAccounts,
  saveRound,
  saveTold,
  takeDue,
} from './store/managers.js';

/** How many people one directory is asked about before it has a pause: 60 a minute, and Slack allows 100. */
const peopleAtOnce = 20;
const pauseMs = 20_000;
/** From the end of a round to the next. */
const roundMs = 24 * 3_600_000;

type AskDeps = Pick<PeopleDeps, 'database' | 'directoryFor'> & { readonly batches: Batches };

/** The work that asks directories. Built beside the room, since it does its work in batches. */
export function managersSweep(deps: AskDeps): Sweep {
  const { batches, database } = deps;
  return {
    name: managersWork,
    due: managersDue,
    async run(now) {
      const due = await takeDue(database, now, new Date(now.getTime() + pauseMs));
      return batches.oneByOne(managersWork, now, due, (workspace) => askSome(deps, workspace, now));
    },
  };
}

async function askSome({ database, directoryFor }: AskDeps, workspace: AskedWorkspace, now: Date): Promise<void> {
  const after = (ms: number) => new Date(now.getTime() + ms);
  const directory = await directoryFor?.(workspace.platform, workspace.externalId);
  // Nobody is connected there: what is known stays.
  if (!directory)
    return saveRound(database, workspace.organisationId, workspace.id, {
      doneId: workspace.doneId,
      dueAt: after(roundMs),
    });
  const managerOf = (await directory.managers?.()) ?? null;
  if (!managerOf) {
    await forgetTold(database, workspace.organisationId, workspace.id);
    return saveRound(database, workspace.organisationId, workspace.id, { doneId: null, dueAt: null });
  }
  const externalIds = await nextAccounts(database, workspace.organisationId, workspace, peopleAtOnce);
  const told = [];
  for (const externalId of externalIds) told.push({ externalId, managerExternalId: await managerOf(externalId) });
  await saveTold(database, workspace.organisationId, workspace.id, told);
  const isOver = externalIds.length < peopleAtOnce;
  return saveRound(database, workspace.organisationId, workspace.id, {
    doneId: isOver ? null : (externalIds.at(-1) ?? null),
    dueAt: after(isOver ? roundMs : pauseMs),
  });
}
