/** The web API over HTTP on a free port, on the given database and room. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createAllowance } from '../../../src/adapters/http/allowance.js';
import { createWebApi, type WebApiDeps } from '../../../src/adapters/web-api/index.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { InvalidInput } from '../../../src/kernel/errors.js';
import { newId } from '../../../src/kernel/id.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { insertOrganisation } from '../../support/organisation.js';
import { systemKeys } from '../../support/system-keys.js';
import { fakeIntakes } from './fake-scores.js';

export interface WebApiServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(deps: Pick<WebApiDeps, 'database' | 'clock'> & Partial<WebApiDeps>): Promise<WebApiServer> {
  const ready = async () => ({ database: true, migrated: true, queue: true });
  let url = '';
  const web = express().use(
    createWebApi({
      ...noCharts,
      customers: nobody,
      leaving: { audit: async () => [] },
      log: createLogger('silent'),
      keyAllowance: createAllowance({ clock: deps.clock, name: 'key', perMinute: 1_000 }),
      ready,
      intakes: fakeIntakes(),
      keys: systemKeys(deps),
      baseUrl: () => url,
      handle: async () => ({ kind: 'done' }),
      people: nowhere,
      ...deps,
    }),
  );
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = web.listen(0, '127.0.0.1', () => resolve(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const nobody: WebApiDeps['customers'] = {
  profile: async () => null,
  nearest: async () => null,
  checkMessage: () => null,
  takeFacts: async () => ({ repeatedCount: 0, ignoredCount: 0, leftOut: [], notes: [] }),
};

const nowhere: WebApiDeps['people'] = {
  findPlace: async (_organisationId, typed, field) => {
    throw InvalidInput.field('people.place', field, `There is no channel ${typed}.`);
  },
  whoIsIn: async () => new Map(),
};

const noCharts: Pick<WebApiDeps, 'links' | 'charts'> = {
  links: { isGood: () => false },
  charts: { chartOf: async () => null, draw: async () => Buffer.alloc(0) },
};

/** A key of an organisation of its own. */
export async function makeKey(
  deps: Pick<WebApiDeps, 'database' | 'clock'>,
  { name = 'survey-tool', signed = false } = {},
) {
  const organisationId = newId(deps.clock.now());
  await insertOrganisation(deps.database, organisationId);
  return { organisationId, ...(await createKey(deps, { organisationId, name, signed })) };
}
