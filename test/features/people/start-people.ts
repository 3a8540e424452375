/** The room with a small company in it, and short ways to type, press and submit, for the tests of this folder. */
import type { FormValues } from '../../../src/chat/form.js';
import { cardToText } from '../../../src/chat/plain-text.js';
import type { Reply } from '../../../src/chat/reply.js';
import type { DeliveryOrder } from '../../../src/delivery/delivery.js';
import { feedbackSettings } from '../../../src/features/feedback/index.js';
import { meetingsSettings } from '../../../src/features/meetings/index.js';
import { npsSettings } from '../../../src/features/nps/index.js';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { type CompanyOptions, type CompanyPerson, makeCompany } from '../../support/company.js';
import type { TestDatabase } from '../../support/models.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

export interface TypedLine {
  readonly text?: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** Monday, 12:00 in London. */
const start = '2026-11-23T12:00:00Z';

export async function startPeople(database: TestDatabase, options: CompanyOptions = {}) {
  const clock = stoppedClock(start);
  const orders: DeliveryOrder[] = [];
  const changed: string[] = [];
  const people = createPeople({
    database,
    clock,
    chapters: () => [],
    settings: [...feedbackSettings, ...npsSettings, ...meetingsSettings],
    recounts: () => [
      { on: ['workingDays', 'ladder'], run: async (_, organisation) => void changed.push(organisation.id) },
    ],
    outbox: recordingOutbox(database, orders),
  });
  const company = await makeCompany(people, options);
  return {
    clock,
    people,
    company,
    /** What was given to delivery. */
    orders,
    /** For which organisations clocks were counted anew. */
    changed,
    /** Answers the card as plain text. */
    async command(who: CompanyPerson, name: string, { text = '', details = {} }: TypedLine = {}): Promise<string> {
      const command = people.commands?.find((each) => each.name === name);
      const line = { command: name, text, details, lists: {} };
      return shown(await command?.handle(line, await company.context(who)));
    },
    async submit(who: CompanyPerson, form: string, values: FormValues, subject = ''): Promise<string> {
      return shown(await people.forms?.[form]?.(subject, values, await company.context(who)));
    },
    async press(who: CompanyPerson, action: string, value = ''): Promise<Reply | undefined> {
      return people.actions?.[action]?.(value, await company.context(who));
    },
    /** What delivery would send now: the card as text, or why nothing. */
    async sent(order: DeliveryOrder | undefined) {
      const dispatch = await people.outgoing?.[order?.kind ?? '']?.compose(order?.payload, company.organisationId);
      return dispatch?.kind === 'send' ? cardToText(dispatch.card) : dispatch;
    },
    async history() {
      const changes = await database.models.historyEntry.findMany({
        where: { subject: { startsWith: 'organisation:' } },
        orderBy: { id: 'asc' },
      });
      return changes.map(({ what, actorId, details }) => ({ what, actorId, details }));
    },
    /** The audit log, the oldest first. */
    async audited() {
      const entries = await database.models.auditEntry.findMany({ orderBy: { id: 'asc' } });
      return entries.map(({ what, actorId, subject, before, after }) => ({ what, actorId, subject, before, after }));
    },
  };
}

function shown(reply: Reply | undefined): string {
  if (reply?.kind === 'card') return cardToText(reply.card);
  return reply?.kind === 'form' ? `form ${reply.form.form}` : JSON.stringify(reply);
}
