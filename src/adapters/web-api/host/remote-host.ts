/** The command line's host where the bot is running and has the embedded database open: it does the work. */
import { ExpectedError } from '../../../kernel/errors.js';
import { type Call, callPath, hostOver } from './calls.js';
import type { Host } from './host.js';

/** What the running bot refused, in its words; `code` is its own. */
class RemoteRefusal extends ExpectedError {}

/** Where the bot takes commands of this machine, with the token that it wants to see. */
interface Contact {
  readonly url: string;
  readonly token: string;
}

/** Hands the work to the bot that runs at `contact.url`. Throws the errors that the bot answers. */
export function createRemoteHost(contact: Contact): Host {
  return hostOver((call) => ask(contact, call));
}

/** The other end is this program's own host-route.ts: what it answers has the type that was asked for. */
async function ask(contact: Contact, call: Call): Promise<unknown> {
  const { url, token } = contact;
  const response = await reach(new URL(callPath, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(call),
  });
  const answer = (await response.json()) as { result: unknown; code?: string; detail?: string };
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
