/** Which organisation a command is about: the named one, or the only one there is. */
import { NotFound } from '../../../kernel/errors.js';
import type { Host } from '../host/host.js';
import type { OrganisationEntry } from '../store.js';
import { UsageError } from './usage-error.js';

/** @param typed its name or id; undefined when nobody said */
export async function chooseOrganisation(host: Host, typed: string | undefined): Promise<OrganisationEntry> {
  const all = await host.organisations();
  if (all.length === 0) {
    throw new NotFound(
      'cli.noOrganisation',
      'There is no organisation yet. Start the bot once (npm start) and connect it.',
    );
  }
  const names = all.map(({ name }) => name).join(', ');
  if (typed === undefined) {
    const [only, second] = all;
    if (only !== undefined && second === undefined) return only;
    throw new UsageError(`There are several organisations: ${names}. Say which: --organisation NAME`);
  }
  const fitting = all.filter(({ id, name }) => id === typed || name.toLowerCase() === typed.trim().toLowerCase());
  const [found, double] = fitting;
  if (found === undefined) throw new UsageError(`There is no organisation ${typed}. There are: ${names}.`);
  if (double !== undefined)
    throw new UsageError(
      `Several organisations are named ${typed}. Give the id: ${fitting.map(({ id }) => id).join(', ')}.`,
    );
  return found;
}
