/** The real rooms with the web API before them, and short ways to send facts in the Segment spec and to read a profile. */
import { createKey } from '../../../src/features/keys/create-key.js';
import { newId } from '../../../src/kernel/id.js';
import { serve } from '../../adapters/web-api/web-api-server.js';
import { harbourLights } from '../../support/harbour-lights.js';
import type { TestDatabase } from '../../support/models.js';
import { insertOrganisation } from '../../support/organisation.js';
import { createStage } from '../../support/stage.js';

/** What the API answered. */
export type Answer = Record<string, unknown> & { leftOut?: { trait: string; why: string }[]; notes?: string[] };

export interface Profile {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly attributes: Record<string, { value: unknown; source: string | null; at: string }>;
  readonly people: { name: string; role: string | null }[];
  readonly events: { name: string; recentCount: number; firstAt: string; lastAt: string }[];
}

export async function startFacts(database: TestDatabase) {
  const stage = await createStage({ database, workspace: harbourLights, start: '2026-11-24T10:00:00Z' });
  const { clock, customers, intakes } = stage.house;
  const server = await serve({ database, clock, customers, intakes });
  const organisationId = (await database.models.organisation.findFirstOrThrow()).id;
  const { key } = await createKey({ database, clock }, { organisationId, name: 'crm', signed: false });
  const send = async (path: string, body: unknown, authorization: string) => {
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  const profile = async (name: string, withKey = key): Promise<Profile | null> => {
    const response = await fetch(`${server.url}/api/v1/customers/${encodeURIComponent(name)}`, {
      headers: { authorization: `Bearer ${withKey}` },
    });
    return response.status === 200 ? ((await response.json()) as Profile) : null;
  };
  return {
    stage,
    url: server.url,
    key,
    organisationId,
    send,
    /** With the key as the user of Basic authentication, as Segment's clients send it. */
    post: (path: string, body: unknown, withKey = key) =>
      send(path, body, `Basic ${Buffer.from(`${withKey}:`).toString('base64')}`),
    profile,
    /** The facts of a customer by their names. */
    values: async (name: string) =>
      Object.fromEntries(
        Object.entries((await profile(name))?.attributes ?? {}).map(([trait, { value }]) => [trait, value]),
      ),
    /** A second organisation with a key of its own. */
    async otherKey(): Promise<string> {
      const id = newId(clock.now());
      await insertOrganisation(database, id);
      return (await createKey({ database, clock }, { organisationId: id, name: 'crm', signed: false })).key;
    },
    async stop() {
      await server.close();
      await stage.stop();
    },
  };
}

/** What startFacts gives. */
export type FactsStage = Awaited<ReturnType<typeof startFacts>>;
