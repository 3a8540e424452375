/** What champions see of imports in chat: the last ones, and taking one back. */
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { NotAllowed } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { askUndoCard, importRow, importsHeading, undoneCard } from './cards/imports-card.js';
import type { ImportsDeps } from './deps.js';
import { type KeptImport, listImports } from './store/imports.js';
import { previewUndo, undoImport } from './undo.js';

/** Answers `imports` and its buttons. */
export function importsList(deps: ImportsDeps): ListHandlers {
  return createList<KeptImport>({
    action: 'imports.list',
    lists: { all: importsHeading },
    everything: 'all',
    async find({ search }, cut, { actor }) {
      refuseOthers(actor);
      return listImports(deps.database, { organisationId: actor.organisationId, search }, cut);
    },
    async rows(items, { actor }) {
      const { settings } = await deps.people.organisation(actor.organisationId);
      return items.map((item) => importRow(item, settings.timeZone));
    },
  });
}

/** Shows what it takes back before it does. */
export async function askUndo(deps: ImportsDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  refuseOthers(actor);
  const { organisationId } = actor;
  return showCard(askUndoCard(await previewUndo(deps, { organisationId, number: numberIn(value) })));
}

export async function undoByButton(
  deps: ImportsDeps,
  value: string,
  { actor, platform: surface }: InteractionContext,
): Promise<Reply> {
  refuseOthers(actor);
  const { organisationId, id: actorId } = actor;
  const which = { organisationId, number: numberIn(value) };
  return showCard(undoneCard(await undoImport(deps, which, { actorId, surface })));
}

/** What a button carries may be another room's: no import has the number 0. */
const numberIn = (value: string): number => (/^\d{1,9}$/.test(value) ? Number(value) : 0);

/** The router asks of what is typed; a button may be forwarded. */
function refuseOthers({ role }: InteractionContext['actor']): void {
  if (!canAdminister(role)) throw new NotAllowed('imports.notYours', say('Imports are for the champion and admins.'));
}
