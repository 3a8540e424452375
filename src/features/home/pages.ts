/** What the web home and walls show: every room's parts, for whoever reads. Nothing here trusts more than the link. */
import { type HomePage, type HomePages, type HomePart, type HomeReader, homePartIds } from '../../chat/home-pages.js';
import { isId } from '../../kernel/id.js';
import { speakTo } from '../../kernel/language/reader.js';
import type { Actor } from '../../kernel/person.js';
import { inOrganisation } from '../../storage/scope.js';
import { organisationLanguage } from '../people/index.js';
import { pageColour } from '../surveys/index.js';
import type { HomeDeps } from './deps.js';
import { findWall } from './store/walls.js';

/** Builds the room's web side. */
export function homePages(deps: HomeDeps): HomePages {
  return {
    async home(organisationId, memberId) {
      if (!isId(organisationId) || !isId(memberId)) return null;
      return inOrganisation(organisationId, async () => {
        const viewer = await deps.people.actorOf(memberId);
        return viewer?.organisationId === organisationId ? pageFor(deps, { organisationId, viewer }) : null;
      });
    },
    async wall(token) {
      const named = deps.tokens.read('w', token);
      if (!named) return null;
      const { organisationId, id } = named;
      return inOrganisation(organisationId, async () => {
        const wall = await findWall(deps.database, organisationId, id);
        return wall?.removedAt === null ? pageFor(deps, { organisationId, viewer: null }) : null;
      });
    },
  };
}

async function pageFor(
  deps: HomeDeps,
  reader: { readonly organisationId: string; readonly viewer: Actor | null },
): Promise<HomePage> {
  const { organisationId, viewer } = reader;
  const { name, settings } = await deps.people.organisation(organisationId);
  // Members read their own language, walls hang where that of the organisation is read.
  speakTo(viewer?.language ?? organisationLanguage.of(settings));
  const parts = await gather(deps, reader);
  return {
    owner: { name, colour: pageColour.of(settings), words: null },
    readerName: viewer?.name ?? null,
    isWall: viewer === null,
    at: deps.clock.now(),
    timeZone: viewer?.timeZone ?? settings.timeZone,
    parts,
  };
}

/** When one room fails, the others are still shown. */
export async function gather({ chapters, log }: HomeDeps, reader: HomeReader): Promise<readonly HomePart[]> {
  const parts = await Promise.all(
    chapters().map(async (room) => {
      try {
        return (await room.homeParts?.(reader)) ?? [];
      } catch (error) {
        log.error({ room: room.title, err: error }, 'part of the web home failed');
        return [];
      }
    }),
  );
  return parts.flat().toSorted((a, b) => homePartIds.indexOf(a.id) - homePartIds.indexOf(b.id));
}
