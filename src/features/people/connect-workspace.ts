/**
 * Makes a workspace known, or what is new in it: called by adapters at start, when they meet somebody new and
 * when somebody leaves, and by the playground for its made-up company. Doing it again changes nothing.
 */

import type { ConnectedWorkspace, WorkspaceSetup } from '../../chat/workspace-setup.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { Conflict } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { isKnownZone } from '../../kernel/time/zone.js';
import type { Transaction } from '../../storage/database.js';
import { invitationGone } from './cards/connect.js';
import type { Beginning, PeopleDeps } from './deps.js';
import { organisationOf } from './organisation.js';
import type { OrganisationProfile } from './rules/profiles.js';
import { plainLine } from './rules/reference.js';
import { defaultSettings } from './rules/settings.js';
import { settleMembers, uniqueBy } from './settle-members.js';
import { type AuditEntry, appendAudit } from './store/audit.js';
import { takeInvitation } from './store/invitations.js';
import { listAdminsFirst } from './store/members.js';
import { saveChampion } from './store/organisations.js';
import {
  findWorkspace,
  insertOrganisation,
  lockConnecting,
  upsertPlaces,
  upsertWorkspace,
  type WorkspaceRow,
} from './store/workspaces.js';

/**
 * @throws NotFound, Conflict when the setup's organisation is unknown, or not the one it is connected to, or when its
 * invitation does not work (any more)
 */
export async function connectWorkspace(
  { clock, outbox, beginnings }: Pick<PeopleDeps, 'clock' | 'outbox'> & { readonly beginnings: readonly Beginning[] },
  setup: WorkspaceSetup,
): Promise<ConnectedWorkspace> {
  const now = clock.now();
  const { platform } = setup;
  return outbox.commit(async (tx) => {
    const workspace = await settleWorkspace(tx, setup, { now, beginnings });
    const organisation = await organisationOf(tx, workspace.organisationId, 'change');
    const { timeZone: organisationZone } = organisation.settings;
    const memberIds = await settleMembers(tx, setup.members, { workspace, platform, organisationZone, now });
    const places = uniqueBy(setup.places, ({ externalId }) => externalId).map((place) => ({
      ...place,
      id: newId(now),
      name: plainLine(place.name),
    }));
    const placeIds = places.length > 0 ? await upsertPlaces(tx, workspace, places) : new Map<string, string>();
    const champion = setup.championExternalId === undefined ? undefined : memberIds.get(setup.championExternalId);
    if (champion !== undefined && organisation.champion === null) {
      await saveChampion(tx, workspace.organisationId, champion);
      await note(tx, { ...workspace, setup, now }, { what: 'people.nameChampion', before: null, after: champion });
    }
    if (organisation.champion !== null && setup.members.some(({ hasLeft }) => hasLeft)) {
      await tellOfGap(outbox, tx, organisation);
    }
    return { organisationId: workspace.organisationId, workspaceId: workspace.id, memberIds, placeIds };
  });
}

/** Admins hear it at once when the champion has left: nobody would see it before something is overdue. */
async function tellOfGap(
  outbox: PeopleDeps['outbox'],
  tx: Transaction,
  { id: organisationId, champion: before }: OrganisationProfile,
): Promise<void> {
  const { champion } = await organisationOf(tx, organisationId);
  if (champion !== null) return;
  const admins = (await listAdminsFirst(tx, organisationId, mostAdminsTold)).filter(({ role }) => role === 'admin');
  const payload = { organisationId, name: before?.name ?? '' };
  const orders = admins.map(
    ({ id }): DeliveryOrder => ({
      organisationId,
      kind: 'people.championLeft',
      payload,
      to: { kind: 'member', memberId: id },
    }),
  );
  await outbox.enqueue(tx, orders);
}

const mostAdminsTold = 5;

interface Settling {
  readonly now: Date;
  readonly beginnings: readonly Beginning[];
}

async function settleWorkspace(tx: Transaction, told: WorkspaceSetup, settling: Settling): Promise<WorkspaceRow> {
  const { now } = settling;
  if (told.invitation !== undefined) await lockConnecting(tx);
  const setup = await withInvitation(tx, told, now);
  const { platform, externalId } = setup;
  const name = plainLine(setup.name);
  const known = (await findWorkspace(tx, platform, externalId)) ?? (await findUnderLock(tx, setup));
  if (known && setup.organisationId !== undefined && setup.organisationId !== known.organisationId) {
    throw new Conflict(
      'people.workspaceTaken',
      say('The workspace {name} already belongs to another organisation.', { name }),
    );
  }
  if (known?.name === name) return known;
  const workspace = known ?? { id: newId(now), organisationId: await settleOrganisation(tx, setup, settling) };
  await upsertWorkspace(tx, { ...workspace, platform, externalId, name });
  const noted = { what: 'people.connectWorkspace', subject: name, after: { platform } } as const;
  if (!known) await note(tx, { ...workspace, setup, now }, noted);
  return workspace;
}

/** For the audit log: nobody of the organisation did it, the platform told of it. */
function note(
  tx: Transaction,
  { organisationId, setup, now }: { organisationId: string; setup: WorkspaceSetup; now: Date },
  entry: Pick<AuditEntry, 'what' | 'subject' | 'before' | 'after'>,
): Promise<void> {
  return appendAudit(tx, [{ ...entry, organisationId, actorId: null, surface: setup.platform }], now);
}

/** A workspace is born once. People and places come and go all day, so for a known one nobody else is held up. */
async function findUnderLock(tx: Transaction, { platform, externalId }: WorkspaceSetup) {
  await lockConnecting(tx);
  return findWorkspace(tx, platform, externalId);
}

async function withInvitation(tx: Transaction, setup: WorkspaceSetup, now: Date): Promise<WorkspaceSetup> {
  if (setup.invitation === undefined) return setup;
  const organisationId = await takeInvitation(tx, setup.invitation, now);
  if (organisationId === null) throw new Conflict('people.invitationGone', invitationGone());
  return { ...setup, organisationId };
}

async function settleOrganisation(
  tx: Transaction,
  setup: WorkspaceSetup,
  { now, beginnings }: Settling,
): Promise<string> {
  if (setup.organisationId !== undefined) return (await organisationOf(tx, setup.organisationId)).id;
  const id = newId(now);
  const zones = [setup.timeZone, setup.members.find((member) => member.isAdmin)?.timeZone, setup.members[0]?.timeZone];
  const timeZone = zones.find((zone) => zone !== undefined && isKnownZone(zone)) ?? defaultSettings.timeZone;
  await insertOrganisation(
    tx,
    {
      id,
      name: plainLine(setup.organisationName ?? setup.name),
      settings: { timeZone, zoneIsChosen: setup.timeZone !== undefined },
    },
    now,
  );
  for (const begin of beginnings) await begin(tx, { organisationId: id, timeZone, now });
  const { name } = setup;
  await note(tx, { organisationId: id, setup, now }, { what: 'people.makeOrganisation', subject: plainLine(name) });
  return id;
}
