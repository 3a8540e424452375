/** `npm run outbox -- list | retry | drop`: messages that did not arrive. */
import { type Letter, type LetterState, letterStates, type WhichLetters } from '../../../chat/outbox-book.js';
import type { Host } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface OutboxOptions {
  readonly state?: string;
  readonly kind?: string;
  readonly reason?: string;
  readonly organisation?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const shownCount = 500;
const verbs = ['list', 'retry', 'drop'] as const;

/** @throws UsageError at once; the rest happens when the answer is called. */
export function outboxCommand(
  [typed, ...ids]: readonly string[],
  options: OutboxOptions,
): (host: Host, terminal: Terminal) => Promise<number> {
  const verb = verbs.find((each) => each === typed);
  if (!verb) {
    const known = 'list, retry or drop';
    throw new UsageError(
      typed === undefined
        ? `Say what to do: npm run outbox -- ${known}.`
        : `There is no outbox ${typed}. There are ${known}.`,
    );
  }
  const stray = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (stray !== undefined)
    throw new UsageError(`${stray} is no number of a message. npm run outbox -- list shows them.`);
  const { kind, reason, all = false } = options;
  const state = stateOf(options.state);
  const isNarrowed = ids.length > 0 || state !== undefined || kind !== undefined || reason !== undefined;
  if (verb !== 'list' && !isNarrowed && !all) {
    throw new UsageError(`Say which: npm run outbox -- ${verb} NUMBER …, --kind, --reason or --state, or --all.`);
  }
  const wish = { state, kind, reason, ...(ids.length > 0 && { ids }) };
  return async (host, terminal) => {
    const { id: organisationId, name } = await chooseOrganisation(host, options.organisation);
    const which = { organisationId, ...wish };
    if (verb === 'list') return list(host, terminal, { which, name, isJson: options.json ?? false });
    const count = await (verb === 'retry' ? host.retryLetters(which) : host.dropLetters(which));
    if (options.json) terminal.say(JSON.stringify({ count }));
    else if (count === 0) terminal.say('None of them is there: nothing was done. outbox list shows what is.');
    else
      terminal.say(
        verb === 'retry' ? `${count} sent again by the bot that runs, or that starts next.` : `${count} dropped.`,
      );
    return count === 0 ? 1 : 0;
  };
}

function stateOf(typed: string | undefined): LetterState | undefined {
  const state = letterStates.find((each) => each === typed);
  if (typed === undefined || state) return state;
  throw new UsageError(`There is no state ${typed}. There are ${letterStates.join(' and ')}.`);
}

async function list(
  host: Host,
  terminal: Terminal,
  { which, name, isJson }: { readonly which: WhichLetters; readonly name: string; readonly isJson: boolean },
): Promise<number> {
  const { letters, totalCount } = await host.letters({ ...which, limit: shownCount });
  if (isJson) {
    terminal.say(JSON.stringify({ letters, totalCount }, null, 2));
    return 0;
  }
  if (totalCount === 0) terminal.say(`Everything of ${name} arrived, or was never refused.`);
  for (const letter of letters) terminal.say(lineOf(letter));
  if (totalCount > letters.length)
    terminal.error(`And ${totalCount - letters.length} more: narrow it by --kind, --reason or --state.`);
  return 0;
}

const lineOf = ({ id, state, kind, where, reason, attemptCount, orderedAt }: Letter): string =>
  [id, state, kind, `to ${where}`, reason, `tried ${attemptCount} times`, `ordered ${orderedAt}`].join('\t');
