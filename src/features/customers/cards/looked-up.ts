/** Words of what other systems know: facts with their source and age, and what is missing, and why. */

import { facts, note } from '../../../chat/blocks.js';
import { type Block, bold } from '../../../chat/card.js';
import { troubleWords } from '../../../chat/customer-source.js';
import { say } from '../../../kernel/language/say.js';
import type { LookedUp } from '../look-up.js';

interface Reader {
  readonly customerName: string;
  readonly now: Date;
}

/** Nothing where nothing is asked. */
export function lookedUpBlocks(all: readonly LookedUp[], reader: Reader): readonly Block[] {
  return all.flatMap((one) => [...factBlocks(one), note(remark(one, reader))]);
}

function factBlocks({ answer }: LookedUp): readonly Block[] {
  if (answer.kind !== 'found' || answer.facts.length === 0) return [];
  return [facts(answer.facts.map(({ label, value }) => ({ label, value: bold(value) })))];
}

/** Under the facts, or in their place. */
function remark({ source, answer, at }: LookedUp, { customerName, now }: Reader): string {
  switch (answer.kind) {
    case 'found': {
      if (answer.facts.length === 0) return `${source} knows ${customerName}, but nothing more about them.`;
      const without = answer.without.length === 0 ? '' : `, without ${answer.without.join(' and ')}: no answer came`;
      return `From ${source}, ${ageOf(at, now)}${without}`;
    }
    case 'unknown':
      return `${source} does not know ${customerName}.`;
    case 'noDomain':
      return `${source} is asked by domain, and none of ${customerName} is known. Add a contact with an address.`;
    case 'other':
      if (answer.called === null) return `${source} did not say whose facts it sent. They are not shown.`;
      return `${source} answered with ${answer.called}, which may be somebody else. It is not shown. If it is ${customerName}, add a contact with an address there.`;
    case 'unbound':
      return `${source} is not asked: several organisations are served here. Whoever runs the bot sets CRM_ORGANISATION.`;
    case 'failed':
      return `${troubleWords(source, answer.trouble)}. ${say('What it knows is missing here.')}`;
  }
}

/** `just now`, `5 min ago`. */
function ageOf(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  return minutes < 1 ? 'just now' : `${minutes} min ago`;
}
