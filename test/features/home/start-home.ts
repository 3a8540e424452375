/** A stage on which a good deal has happened: answers in time and late, what is overdue, ideas, scores, a confidential item. */
import type { Database } from '../../../src/storage/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

export interface HomeStage extends Stage {
  readonly face: PublicFace;
  read(line: string, who?: string): Promise<string>;
  /** The address behind the first link on the answer. */
  link(line: string, who?: string): Promise<string>;
}

const solved = {
  outcome: 'fixed',
  customerTold: 'It works again.',
  rootCauseCategory: 'process',
  rootCause: 'A rule was missing',
  prevention: 'The rule is there',
};

/** Monday 16 November 2026, 10:00 in London. */
export async function startHome(database: Database): Promise<HomeStage> {
  const stage = await createStage({ database, workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  const face = await openPublicFace(stage);
  return {
    ...stage,
    face,
    stop: async () => {
      face.close();
      await stage.stop();
    },
    read: async (line, who = 'grace') => text(cardOf(await stage.say(who, line))),
    async link(line, who = 'grace') {
      const shown = JSON.stringify(cardOf(await stage.say(who, line)));
      return /"url":"([^"]+)"/.exec(shown)?.[1] ?? '';
    },
  };
}

/** F-1 in time on a Monday at 10:00, F-2 late, F-3 overdue with Maya, F-4 overdue and confidential with Ben; it is Tuesday, 11:00. */
export async function playHome(stage: HomeStage): Promise<void> {
  await stage.say('grace', 'settings promise:4h');
  const capture = (words: string, more: string) => stage.say('grace', `feedback "${words}" ${more}`, '#support');
  await capture('The invoice is a riddle', 'customer:Acme owner:@maya');
  await capture('The lamp flickers', 'customer:Globex owner:@maya');
  await capture('Nobody calls back', 'customer:Initech owner:@maya');
  await capture('A secret about Hooli', 'customer:Hooli owner:@ben confidential:yes');
  await resolve(stage, 'F-1');
  for (const [score, customer] of [
    [9, 'Acme'],
    [10, 'Globex'],
    [3, 'Initech'],
  ])
    await stage.say('grace', `score ${score} customer:${customer}`);
  const idea = { title: 'Call within an hour', touches: 'All', delights: 'They are heard.' };
  await stage.interact('ani', { kind: 'submit', form: 'ideas.post', subject: '', values: idea }, '#support');
  await stage.clock.advance({ hours: 5 });
  await resolve(stage, 'F-2');
  await stage.clock.advance({ hours: 20 });
}

export const resolve = (stage: Stage, subject: string) =>
  stage.interact('maya', { kind: 'submit', form: 'feedback.resolve', subject, values: solved });
