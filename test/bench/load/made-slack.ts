/** The stand-in Slack with a workspace for each organisation of a made crowd. */
import { createDriver, type Driver, type Transport } from '../../support/stand-in-slack/driver.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld, type SlackWorld } from '../../support/stand-in-slack/world.js';
import { type Crowd, idsOf } from './made-crowd.js';

export interface MadeSlack {
  readonly slack: StandInSlack;
  /** What people of that organisation do, sent by `send`. */
  driverOf(o: number, send: Transport): Driver;
  /** Forgets what nobody asks for again, so that the stand-in does not grow. */
  forget(): void;
}

export async function openMadeSlack(crowd: Crowd): Promise<MadeSlack> {
  const worlds = new Map(
    Array.from({ length: crowd.organisations }, (_, at) => [idsOf.token(at + 1), worldOf(crowd, at + 1)]),
  );
  const slack = await openSlack({
    world: createWorld({ now: () => new Date() }),
    worldOf: (token) => worlds.get(token),
  });
  return {
    slack,
    driverOf: (o, send) => createDriver({ ...slack, world: worlds.get(idsOf.token(o)) ?? slack.world }, send),
    forget() {
      for (const { calls, ephemerals, views } of [slack.world, ...worlds.values()]) {
        for (const each of [calls, ephemerals, views] as unknown[][]) each.length = 0;
      }
    },
  };
}

function worldOf({ membersEach, placesEach }: Crowd, o: number): SlackWorld {
  const team = { id: idsOf.team(o), name: `Company ${o}` };
  const world: SlackWorld = { ...createWorld({ now: () => new Date(), team }), usersPage: 200 };
  for (let p = 1; p <= membersEach; p += 1) {
    addUser(world, { id: idsOf.user(o, p), name: `person${p}`, realName: `Person ${p}`, isAdmin: p === 1 });
  }
  const members = [...world.users.keys()];
  for (let c = 1; c <= placesEach; c += 1) addChannel(world, { id: idsOf.channel(o, c), name: `place${c}`, members });
  return world;
}
