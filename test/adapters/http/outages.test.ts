/** How a program is answered when a connection to the database broke under its request, though the database is there again. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import pg from 'pg';
import { answerProblems } from '../../../src/adapters/http/problem.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { isNoItemsFault } from '../../../src/storage/database.js';

const coded = (code: string) => Object.assign(new pg.DatabaseError('terminating connection', 1, 'error'), { code });

test.each([
  ['08006', coded('08006')],
  ['ended by an operator', coded('57P01')],
  ['starting', coded('57P03')],
  ['no connection left', coded('53300')],
  ['a full disk', coded('53100')],
  ['a stand-in that only reads', coded('25006')],
  ['reset', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
  ['ended without a code', new Error('Connection terminated unexpectedly')],
  ['not opened in time', new Error('timeout exceeded when trying to connect')],
  ['broken before', new Error('Client has encountered a connection error and is not queryable')],
])('503 and Retry-After: %s, and no item of batch work is blamed', async (_, thrown) => {
  expect(await answerTo(thrown)).toEqual({ status: 503, retryAfter: '5' });
  expect(isNoItemsFault(thrown)).toBe(true);
});

test.each([
  ['a statement of ours that is wrong', coded('42601')],
  ['a row that is there', coded('23505')],
  ['a slip', new TypeError('Cannot read properties of undefined')],
])('500: %s', async (_, thrown) => {
  expect(await answerTo(thrown)).toEqual({ status: 500, retryAfter: null });
  expect(isNoItemsFault(thrown)).toBe(false);
});

async function answerTo(thrown: Error): Promise<{ status: number; retryAfter: string | null }> {
  const web = express();
  web.get('/', () => {
    throw thrown;
  });
  web.use(answerProblems({ database: { isAlive: async () => true }, log: createLogger('silent') }));
  const server = web.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { status, headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { status, retryAfter: headers.get('retry-after') };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
