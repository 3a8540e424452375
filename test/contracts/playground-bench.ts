/** The playground before the contract of a platform: its own API over real HTTP. What it shows it keeps in the database. */

import { northlight } from '../../src/adapters/playground/people/company.js';
import type { ReplyJson } from '../../src/adapters/playground/reply/reply.js';
import { ani, maya, openApi, support } from '../adapters/playground/api-client.js';
import { breakable } from './breakable-database.js';
import type { BenchOptions, PlatformBench, Who } from './platform-contract.js';

const people: Readonly<Record<Who, string>> = { member: maya.id, stranger: 'zoe' };

export async function openPlaygroundBench({ database: given, handle }: BenchOptions): Promise<PlatformBench> {
  // Where it keeps what it shows is the platform itself.
  const { database, isAway } = breakable(given);
  const api = await openApi({ database, handle });
  let form: ReplyJson | null = null;
  let errors = '';
  async function ask(path: string, body: object): Promise<number> {
    const answered = await api.post(path, body);
    const { reply } = answered.body as { reply?: ReplyJson };
    if (reply?.kind === 'form') form = reply;
    errors = reply?.kind === 'fieldErrors' ? reply.text : '';
    return answered.status;
  }
  const place = support.id;
  return {
    adapter: api.playground,
    ids: { workspace: northlight.externalId, place: 'CSUPPORT', member: 'UMAYA' },
    support: { kind: 'place', placeId: place },
    inbox: { kind: 'member', memberId: maya.id },
    command: (who, text) => ask('say', { as: people[who], place, text: `/customer ${text}` }),
    tell: (who, text) => ask('say', { as: people[who], place: null, text }),
    press: (who, { action, value }, { message }) => ask('click', { as: people[who], message, action, value }),
    async submit(who, values) {
      if (form?.kind !== 'form') throw new Error('No form is open.');
      return ask('submit', { as: people[who], form: form.form.id, values });
    },
    async capture(who, text) {
      const said = await api.post('say', { as: ani.id, place, text });
      const { message } = said.body as { message?: string };
      return message === undefined
        ? said.status
        : ask('click', { as: people[who], message, action: 'message.capture' });
    },
    answer: (who, text, { message: thread }) => ask('say', { as: people[who], place, text, thread }),
    async shown(who) {
      return who === 'member' ? (await api.messages(`reply=${people[who]}`)).map(({ text }) => text) : [];
    },
    openForm: async () => (form?.kind === 'form' ? [form.text, errors].join('\n') : null),
    inPlace: async () => (await api.messages(`place=${place}`)).map(({ text }) => text),
    platformIsAway: isAway,
    close: () => api.stop(),
  };
}
