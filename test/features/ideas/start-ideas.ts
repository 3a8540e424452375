/** A stage with shortcuts for ideas: post one, press a button of the room by its id, fill in the form that opens. */
import type { FormValues } from '../../../src/chat/form.js';
import type { Reply } from '../../../src/chat/reply.js';
import type { Database } from '../../../src/storage/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';

export interface IdeaStage extends Stage {
  /** Fills in the form; answers what is not given are short ones that resemble nothing. */
  post(who: string, values: FormValues, place?: string | null): Promise<Reply>;
  /** Presses `ideas.VERB`, and fills in what opens. */
  act(who: string, verb: string, values?: FormValues, value?: string): Promise<Reply>;
  organisationId(): Promise<string>;
}

let count = 0;

export async function startIdeas(database: Database, start = '2026-11-16T10:00:00Z'): Promise<IdeaStage> {
  const stage = await createStage({ database, workspace: harbourLights, start });
  return {
    ...stage,
    post(who, values, place = '#support') {
      count += 1;
      const answers = { title: `Zq${count} wx${count}`, touches: 'Somebody', delights: `Vb${count}`, ...values };
      return stage.interact(who, { kind: 'submit', form: 'ideas.post', subject: '', values: answers }, place);
    },
    async act(who, verb, values, value = 'I-1') {
      const reply = await stage.interact(who, { kind: 'action', action: `ideas.${verb}`, value });
      return reply.kind === 'form' && values ? stage.fill(who, reply.form, values) : reply;
    },
    organisationId: async () => (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '',
  };
}

export const trial = {
  change: 'Ten customers get it.',
  metric: 'Activation',
  valueBefore: '40 %',
  better: 'higher',
  endsOn: '2026-11-27',
};
