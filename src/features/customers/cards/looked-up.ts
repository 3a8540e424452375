/** Words of what other systems know: facts with their source and age, and what is missing, and why. */

import { facts, note } from '../../../chat/blocks.js';
import { type Block, bold } from '../../../chat/card.js';
import { troubleWords } from '../../../chat/customer-source.js';
import { sayAll } from '../../../kernel/language/list.js';
import { say, sayIfKnown } from '../../../kernel/language/say.js';
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
  return [
    facts(
      answer.facts.map(({ label, value }) => ({
        label: sayIfKnown(label),
        value: bold(typeof value === 'string' ? value : say(value ? 'yes' : 'no')),
      })),
    ),
  ];
}

/** Under the facts, or in their place. */
function remark({ source, answer, at }: LookedUp, { customerName, now }: Reader): string {
  const values = { source, customer: customerName };
  switch (answer.kind) {
    case 'found': {
      if (answer.facts.length === 0) return say('{source} knows {customer}, but nothing more about them.', values);
      const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000));
      if (answer.without.length === 0)
        return say('From {source}, {minutes, plural, =0 {just now} other {# min ago}}', { source, minutes });
      return say(
        'From {source}, {minutes, plural, =0 {just now} other {# min ago}}, without {missing}: no answer came',
        { source, minutes, missing: sayAll(answer.without.map(sayIfKnown)) },
      );
    }
    case 'unknown':
      return say('{source} does not know {customer}.', values);
    case 'noDomain':
      return say(
        '{source} is asked by domain, and none of {customer} is known. Add a contact with an address.',
        values,
      );
    case 'other':
      if (answer.called === null)
        return say('{source} did not say whose facts it sent. They are not shown.', { source });
      return say(
        '{source} answered with {called}, which may be somebody else. It is not shown. If it is {customer}, add a contact with an address there.',
        { ...values, called: sayAll(answer.called.map(sayIfKnown)) },
      );
    case 'unbound':
      return say(
        '{source} is not asked: several organisations are served here. Whoever runs the bot sets CRM_ORGANISATION.',
        { source },
      );
    case 'failed':
      return `${troubleWords(source, answer.trouble)} ${say('What it knows is missing here.')}`;
  }
}
