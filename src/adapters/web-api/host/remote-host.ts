/** The command line's host where the bot is running and has the embedded database open: it does the work. */
import { ExpectedError } from '../../../kernel/errors.js';
import { callPath } from './calls.js';
import type { Host } from './host.js';

/** What the running bot refused, in its words; `code` is its own. */
class RemoteRefusal extends ExpectedError {}

/** Hands the work to the bot that runs at `contact.url`. Throws the errors that the bot answers. */
export function createRemoteHost(contact: { readonly url: string; readonly token: string }): Host {
  return {
    organisations: () => ask(contact, { call: 'organisations' }),
    troubles: () => ask(contact, { call: 'troubles' }),
    holdings: (wish) => ask(contact, { call: 'holdings', wish }),
    deleteOrganisation: (wish) => ask(contact, { call: 'deleteOrganisation', wish }),
    keys: (wish) => ask(contact, { call: 'keys', wish }),
    createKey: (wish) => ask(contact, { call: 'createKey', wish }),
    revokeKey: (wish) => ask(contact, { call: 'revokeKey', wish }),
    take: (wish) => ask(contact, { call: 'take', wish }),
    importGround: (wish) => ask(contact, { call: 'importGround', wish }),
    importBegun: (wish) => ask(contact, { call: 'importBegun', wish }),
    importEnded: (wish) => ask(contact, { call: 'importEnded', wish }),
    imports: (wish) => ask(contact, { call: 'imports', wish }),
    undoPreview: (wish) => ask(contact, { call: 'undoPreview', wish }),
    undoImport: (wish) => ask(contact, { call: 'undoImport', wish }),
  };
}

/** The other end is this program's own host-route.ts: what it answers has the type that was asked for. */
async function ask<T>({ url, token }: { readonly url: string; readonly token: string }, call: unknown): Promise<T> {
  const response = await reach(new URL(callPath, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(call),
  });
  const answer = (await response.json()) as { result: T; code?: string; detail?: string };
  if (response.ok) return answer.result;
  throw new RemoteRefusal(answer.code ?? 'cli.failed', answer.detail ?? `The running bot answered ${response.status}.`);
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    const message = `The bot that has the database open, at ${url.origin}, does not answer. If it was just stopped, run this again.`;
    throw new RemoteRefusal('cli.botAway', message, { cause });
  }
}
