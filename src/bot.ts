/**
 * Composes the bot: rooms on a database, the router, the clock's work, and a list of chat platforms. app.ts composes it
 * from the environment; tests compose it with a clock, a database and platforms of their own.
 */

import { createFormsOnce } from './adapters/platform/once-only.js';
import { handledActsSweep } from './adapters/platform/once-only-store.js';
import type { PlatformAdapter, PlatformFactory } from './adapters/platform/platform-adapter.js';
import type { PlatformDeps } from './adapters/platform/platform-deps.js';
import { joinPlatforms, type Platforms } from './adapters/platform/platforms.js';
import { idempotencySweep } from './adapters/web-api/index.js';
import { createHome } from './chat/home.js';
import type { InteractionContext } from './chat/interaction.js';
import type { FindMailFace } from './chat/mail.js';
import type { Messenger, PersonDestination } from './chat/messenger.js';
import { asksForPosts, withNotThere } from './chat/not-there.js';
import { createRouter, type Router } from './chat/router.js';
import { buildHouse, type House, type HouseOptions } from './house.js';
import { inLanguage, isListening, speakTo } from './kernel/language/reader.js';
import { createScheduler, type Scheduler } from './kernel/scheduler.js';
import { acrossOrganisations, callsAcross, inOrganisation } from './storage/database.js';

export interface BotOptions
  extends Pick<
    HouseOptions,
    | 'database'
    | 'log'
    | 'clock'
    | 'baseUrl'
    | 'customerSources'
    | 'fetchCalendar'
    | 'readFeed'
    | 'beginFinding'
    | 'embed'
    | 'webhooks'
    | 'calendarPatienceMs'
  > {
  /** In the order in which they connect and start. */
  readonly platforms: readonly PlatformFactory[];
  /** What sends mail to customers; absent: none is sent. Asked at each mail, and answers the same one. */
  readonly mail?: ((findFace: FindMailFace) => { messengerFor(to: PersonDestination): Messenger }) | null;
}

export interface Bot {
  readonly house: House;
  /** Everything that a person does goes through this. */
  readonly handle: Router['handle'];
  readonly scheduler: Scheduler;
  /** All of them as one. */
  readonly platforms: Platforms;
  readonly adapters: readonly PlatformAdapter[];
  /** Commands as people type them on each platform. */
  readonly typedHere: () => Router['typedHere'];
}

/** Nothing runs yet. */
export async function composeBot(options: BotOptions): Promise<Bot> {
  const { database, log, clock, mail = null } = options;
  const adapters: PlatformAdapter[] = [];
  const platforms = joinPlatforms(
    () => adapters,
    () => house.people,
    () => router.typedHere,
    mail && ((to) => mail(house.mailFace).messengerFor(to)),
  );
  const house: House = await buildHouse({ ...options, ...platforms, sendsMail: mail !== null });
  const { people, features, delivery, notice } = house;
  // A platform speaks by its own ids, before it is known of which organisation they are.
  const platformsOwn = callsAcross('platform', database);
  const due = callsAcross('dueWork', database);
  const sweeps = [...house.sweeps, idempotencySweep(due), handledActsSweep(due)];
  const scheduler = createScheduler({
    clock,
    log,
    sweeps: () => [...sweeps, ...adapters.flatMap((adapter) => adapter.sweeps ?? [])],
    askDue: house.askDue,
    afterTick: () => delivery.drain(),
  });
  const router: Router = createRouter({
    features,
    log,
    championOf: async (organisationId) => (await people.organisation(organisationId)).champion,
    formsOnce: createFormsOnce({ database, clock, log }),
  });
  const handle: Router['handle'] = (interaction, context) =>
    inOrganisation(context.actor.organisationId, () => forReader(context, () => handleThere(interaction, context)));
  const handleThere: Router['handle'] = async (interaction, context) => {
    const { place } = context;
    const [reply, isIn] = await Promise.all([
      delivery.answering(() => router.handle(interaction, context)),
      place === null || !asksForPosts(interaction) || people.isIn(place.id),
    ]);
    return isIn || place === null ? reply : withNotThere(reply, place.name);
  };
  const home = createHome({ features, log });
  const anywhere = callsAcross('platform', delivery);
  const deps: PlatformDeps = {
    database: platformsOwn,
    clock,
    log,
    people: callsAcross('whoIsIt', people),
    handle,
    takeScores: (organisationId, items) =>
      inOrganisation(organisationId, () =>
        house.nps.intake(items, { organisationId, source: 'survey', surface: 'import', actorId: null }),
      ),
    home: (context) =>
      inOrganisation(context.actor.organisationId, () =>
        forReader(context, async () => router.typedHere.card(await home(context), context.platform)),
      ),
    commands: () => router.commands,
    livingKeyAt: (ref) => anywhere.livingKeyAt(ref),
    isStray: (mark, ref) => anywhere.isStray(mark, ref),
    async livingCardAt(platform, ref) {
      const card = await anywhere.livingCardAt(ref);
      return card && router.typedHere.card(card, platform);
    },
    reactionEmojis: (organisationId) =>
      inOrganisation(organisationId, () => house.feedback.reactionEmojis(organisationId)),
    connected: () => anywhere.retryHeldUp(),
    placeOpened: (placeId) => anywhere.retryHeldUp({ kind: 'place', placeId }),
    personOpened: (memberId) => acrossOrganisations('platform', () => notice.onPersonOpened(memberId)),
    async placeClosed(closed) {
      people.mayHaveLeft(closed.placeId);
      await inOrganisation(closed.organisationId, () => notice.onPlaceClosed(closed));
    },
    gathered: (told) => acrossOrganisations('platform', () => house.meetings.gathered(told)),
    arrived: (arrival) => inOrganisation(arrival.organisationId, () => house.firstWeek.arrived(arrival)),
    advanceTo: (instant, movable) => scheduler.advanceTo(instant, movable),
  };
  adapters.push(...options.platforms.map((build) => build(deps)));
  return { house, handle, scheduler, platforms, adapters, typedHere: () => router.typedHere };
}

/** In the language of whoever acts, which the adapter's rendering then speaks too. Programs are answered in English. */
function forReader<T>({ platform, actor }: InteractionContext, work: () => T): T {
  const tag = platform === 'api' ? null : actor.language;
  if (!isListening()) return inLanguage(tag, work);
  speakTo(tag);
  return work();
}
