/** `npm run organisation -- list | delete NAME [--yes]`. */
import { NotFound } from '../../../kernel/errors.js';
import type { Host } from '../host/host.js';
import type { KindCount } from '../host/organisations-store.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface OrganisationOptions {
  /** Delete without asking: for scripts. */
  readonly yes?: boolean;
}

/** @throws UsageError at once; the rest happens when the answer is called. */
export function organisationCommand(
  [verb, name, ...stray]: readonly string[],
  { yes = false }: OrganisationOptions,
): (host: Host, terminal: Terminal) => Promise<number> {
  if (verb !== 'list' && verb !== 'delete') {
    throw new UsageError(
      verb === undefined
        ? 'Say what to do: npm run organisation -- list or delete.'
        : `There is no organisation ${verb}. There are list and delete.`,
    );
  }
  if (stray.length > 0 || (verb === 'list' && name !== undefined)) {
    throw new UsageError(`That is a word too many: ${stray[0] ?? name}. Names of several words stand in quotes.`);
  }
  if (verb === 'list') {
    if (yes) throw new UsageError('--yes belongs to npm run organisation -- delete NAME.');
    return list;
  }
  if (name === undefined) throw new UsageError('Say which organisation: npm run organisation -- delete NAME.');
  return (host, terminal) => remove(host, terminal, { typed: name, yes });
}

async function list(host: Host, terminal: Terminal): Promise<number> {
  const organisations = await host.organisations();
  if (organisations.length === 0) terminal.say('There is no organisation yet.');
  for (const { id, name } of organisations) {
    terminal.say([name, id, countsInWords(await host.holdings({ organisationId: id }))].join('\t'));
  }
  return 0;
}

async function remove(
  host: Host,
  terminal: Terminal,
  { typed, yes }: { readonly typed: string; readonly yes: boolean },
): Promise<number> {
  const { id: organisationId, name } = await chooseOrganisation(host, typed);
  // Whoever deletes is told what goes; when that can't be read, nothing is deleted.
  const holds = countsInWords(await host.holdings({ organisationId }));
  if (!yes) {
    if (!terminal.ask) throw new UsageError('There is no terminal to ask at. Add --yes to delete without asking.');
    terminal.error(`${name} holds ${holds}. All of it is deleted for good.`);
    const answer = await terminal.ask(`Type the name to delete it: `);
    if (answer.trim() !== name) {
      terminal.error('That is not its name. Nothing was deleted.');
      return 1;
    }
  }
  const deleted = await host.deleteOrganisation({ organisationId });
  if (deleted === null) throw new NotFound('cli.organisationGone', `${name} was deleted meanwhile.`);
  terminal.say(`Deleted ${name}:`);
  for (const { kind, count } of deleted) terminal.say(`${count}\t${kind}`);
  terminal.error('A workspace where the bot is still installed makes a new organisation when it connects again.');
  return 0;
}

function countsInWords(counts: readonly KindCount[]): string {
  return counts.map(({ kind, count }) => `${count} ${kind}`).join(', ') || 'nothing';
}
