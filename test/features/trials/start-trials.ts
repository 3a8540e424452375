/** A stage with customers who asked for something: an idea that cites feedback, and what tests of early tests press and read. */

import type { MailSender } from '../../../src/adapters/mail/mail.js';
import type { Card } from '../../../src/chat/card.js';
import type { FindMailFace } from '../../../src/chat/mail.js';
import type { Database } from '../../../src/storage/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

export interface TrialStage extends Stage {
  readonly face: PublicFace;
  said(line: string, who?: string, place?: string | null): Promise<Card>;
  read(line: string, who?: string): Promise<string>;
  /** The links in the texts that somebody got to hand on, by the name in the line above each. */
  links(who: string): ReadonlyMap<string, string>;
}

/** Acme (Ann, Bob; looked after by Ben) gave evidence for I-1, Globex is in its segment, Quiet wants no early tests. */
export async function startTrials(
  database: Database,
  {
    start = '2026-11-16T10:00:00Z',
    mail,
  }: { readonly start?: string; readonly mail?: (findFace: FindMailFace) => Pick<MailSender, 'messengerFor'> } = {},
): Promise<TrialStage> {
  const stage = await createStage({ database, workspace: harbourLights, start, ...(mail && { mail }) });
  const face = await openPublicFace(stage);
  await stage.say('dana', 'customer Acme owner:@ben contact:"Ann Archer, buyer, ann@acme.example"');
  await stage.say('dana', 'customer Acme contact:"Bob Bell, boss, bob@acme.example"');
  await stage.say('dana', 'customer Globex segment:Key');
  await stage.say('dana', 'customer Quiet segment:Key prefers:"no early tests"');
  await stage.say('dana', 'customer Far segment:Small owner:@maya');
  await stage.say('dana', 'feedback "Your invoices are a riddle" customer:Acme', '#support');
  const answers = {
    title: 'Invoices that explain themselves',
    touches: 'Key customers',
    customers: 'Key',
    delights: 'They see what they pay for.',
    evidence: 'F-1',
  };
  await stage.interact('ani', { kind: 'submit', form: 'ideas.post', subject: '', values: answers }, '#support');
  const stop = async () => {
    face.close();
    await stage.stop();
  };
  return {
    ...stage,
    face,
    stop,
    said: async (line, who = 'grace', place) => cardOf(await stage.say(who, line, place)),
    read: async (line, who = 'grace') => text(cardOf(await stage.say(who, line))),
    links: (who) =>
      new Map(
        stage.inbox(who).flatMap((card) =>
          card.blocks.flatMap((block, index) => {
            const before = card.blocks[index - 1];
            const url = block.kind === 'quote' ? /https?:\S+\/t\/\S+/.exec(block.text)?.[0] : undefined;
            const named = before?.kind === 'note' && typeof before.line === 'string' ? before.line : '';
            return url ? [[named.replace(/^For (.*):$/, '$1'), url] as const] : [];
          }),
        ),
      ),
  };
}
