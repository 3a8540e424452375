/** The room with a small company in it, and short ways to type, press and submit, for the tests of this folder. */
import type { Card } from '../../../src/chat/card.js';
import type { Feature } from '../../../src/chat/feature.js';
import type { FormValues } from '../../../src/chat/form.js';
import { cardToText } from '../../../src/chat/plain-text.js';
import type { Reply } from '../../../src/chat/reply.js';
import { createCustomers } from '../../../src/features/customers/index.js';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { createReminders } from '../../../src/reminders/index.js';
import { createBatches } from '../../../src/storage/database.js';
import { type Company, type CompanyPerson, makeCompany } from '../../support/company.js';
import type { TestDatabase } from '../../support/models.js';
import { recordingLog } from '../../support/recording-log.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

export interface TypedLine {
  readonly details?: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** @param chapters what other rooms know of customers */
export async function startCustomers(database: TestDatabase, chapters: readonly Feature[] = []) {
  const clock = stoppedClock('2026-11-23T12:00:00Z');
  const outbox = recordingOutbox(database);
  const { log } = recordingLog();
  const batches = createBatches(database, log);
  const people = createPeople({ database, outbox, clock, chapters: () => [] });
  const reminders = createReminders({ database, batches, clock, log, outbox, people });
  const customers = createCustomers({ database, batches, clock, outbox, reminders, people, chapters: () => chapters });
  const company = await makeCompany(people);
  const { organisationId } = company;
  const command = async (name: string, text: string, { details = {}, lists = {} }: TypedLine = {}, who = company) => {
    const found = customers.commands?.find((each) => each.name === name);
    return found?.handle({ command: name, text, details, lists }, await who.context('noor'));
  };
  return {
    people,
    customers,
    company,
    /** A second organisation. */
    rival: () => makeCompany(people, { name: 'Rival' }),
    async who(name: string, company?: Company): Promise<string> {
      return shown(await command('who', name, {}, company));
    },
    async customer(name: string, line?: TypedLine, company?: Company): Promise<string> {
      return shown(await command('customer', name, line, company));
    },
    async press(action: string, value: string, who: CompanyPerson = 'noor'): Promise<Reply | undefined> {
      return customers.actions?.[action]?.(value, await company.context(who));
    },
    async submit(form: string, values: FormValues, subject = ''): Promise<string> {
      return shown(await customers.forms?.[form]?.(subject, values, await company.context('noor')));
    },
    /** Whether they are new is left out. */
    async create(names: readonly string[], into = organisationId) {
      const found = await database.transaction((tx) => customers.findOrCreateMany(tx, into, names));
      return new Map([...found].map(([typed, { isNew: _isNew, ...customer }]) => [typed, customer]));
    },
    idOf: async (name: string) => (await customers.find(organisationId, name))?.id ?? '',
    async history() {
      const changes = await database.models.historyEntry.findMany({
        where: { subject: { startsWith: 'organisation:' } },
        orderBy: { id: 'asc' },
      });
      return changes.map(({ what, details }) => ({ what, details })).filter(({ what }) => what.startsWith('customers'));
    },
  };
}

export function shown(reply: Reply | undefined): string {
  if (reply?.kind === 'card') return cardToText(reply.card);
  return reply?.kind === 'form' ? `form ${reply.form.form}` : JSON.stringify(reply);
}

/** The buttons of a card, as action, label and value. */
export function buttonsOf(reply: Reply | undefined): readonly (readonly [string, string, string])[] {
  const card: Card | undefined = reply?.kind === 'card' ? reply.card : undefined;
  const actions = card?.blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions : block.kind === 'row' && block.action ? [block.action] : [],
  );
  return (actions ?? []).flatMap((action) =>
    action.kind === 'button' ? [[action.action, action.label, action.value] as const] : [],
  );
}
