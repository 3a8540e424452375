/** Walls: pages for screens that whoever passes reads. The champion and admins make and withdraw them. */
import { namesById } from '../../chat/history.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { refusals, type ShownWall, wallMadeCard, wallRemovedCard, wallsCard } from './cards/home-words.js';
import type { HomeDeps } from './deps.js';
import { limits, type Wall, wallName, wallNumbers } from './rules/wall.js';
import { insertWall, listWalls, lockWall, removeWall } from './store/walls.js';

/** All that hang, with their addresses. */
export async function showWalls(deps: HomeDeps, { actor: { organisationId } }: InteractionContext): Promise<Reply> {
  const walls = await listWalls(deps.database, organisationId, limits.walls);
  return showCard(wallsCard(await shown(deps, organisationId, walls)));
}

/** @param typed where it hangs */
export async function addWall(deps: HomeDeps, typed: string, { actor, platform }: InteractionContext): Promise<Reply> {
  const name = typed.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
  if (name === '') throw refusals.noName();
  const length = [...name].length;
  if (length > limits.name) throw refusals.long(length);
  const { organisationId, id: createdById } = actor;
  const createdAt = deps.clock.now();
  const made = { organisationId, id: newId(createdAt), name, createdById, createdAt };
  const number = await deps.database.transaction(async (tx) => {
    await deps.people.holdOrganisation(tx, organisationId);
    const hanging = await listWalls(tx, organisationId, limits.walls);
    if (hanging.length >= limits.walls) throw refusals.many();
    const given = await insertWall(tx, made);
    const change = { organisationId, actorId: createdById, surface: platform, subject: wallName(given) };
    await deps.people.audit(tx, { ...change, what: 'home.addWall', after: { name } });
    return given;
  });
  const [wall] = await shown(deps, organisationId, [{ ...made, number, removedAt: null }]);
  if (!wall) throw new Error('A wall that was made is shown.');
  return showCard(wallMadeCard(wall));
}

/** @param typed `W-1` */
export async function withdrawWall(
  deps: HomeDeps,
  typed: string,
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const number = wallNumbers.read(typed);
  const { organisationId, id: actorId } = actor;
  const removed = await deps.database.transaction(async (tx) => {
    const wall = await lockWall(tx, organisationId, number);
    if (!wall) throw wallNumbers.notFound(number);
    if (wall.removedAt !== null) throw refusals.gone(wall);
    await removeWall(tx, wall, deps.clock.now());
    const change = { organisationId, actorId, surface: platform, subject: wallName(number) };
    await deps.people.audit(tx, { ...change, what: 'home.removeWall', before: { name: wall.name } });
    return wall;
  });
  return showCard(wallRemovedCard(removed));
}

async function shown(
  { people, tokens, baseUrl }: HomeDeps,
  organisationId: string,
  walls: readonly Wall[],
): Promise<readonly ShownWall[]> {
  const names = await namesById(
    people,
    organisationId,
    walls.map(({ createdById }) => createdById),
  );
  return walls.map((wall) => ({
    wall,
    url: `${baseUrl()}/wall/${tokens.make('w', { organisationId, id: wall.id })}`,
    by: names.get(wall.createdById)?.name ?? say('somebody who left'),
  }));
}
