/** The commands around promises with a condition: list, add, remove, test. They are a setting; people sees to who may. */

import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { lineToText } from '../../chat/plain-text.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { holds, verdictsOf } from '../customers/index.js';
import type { Settings } from '../people/index.js';
import {
  promiseAddedCard,
  promiseRemovedCard,
  promisesHeading,
  promisesNote,
  promiseTestCard,
  promiseWords,
  type ShownPromise,
  shownPromise,
} from './cards/promise-cards.js';
import { routable } from './compose-rows.js';
import type { FeedbackDeps } from './deps.js';
import { ownPromises, type PromiseRule, promiseFacts, promiseLine, promisesOf, promisesText } from './promise-rules.js';
import { readKnown } from './promises.js';
import { draftOf } from './read-command.js';
import { promiseHours } from './settings.js';

const settingsOf = async ({ people }: FeedbackDeps, organisationId: string): Promise<Settings> =>
  (await people.organisation(organisationId)).settings;

const shownOf = (rules: readonly PromiseRule[]): readonly ShownPromise[] =>
  rules.map((rule, index) => ({ ...rule, position: index + 1 }));

/** Answers `promise list` and its buttons. */
export function promiseList(deps: FeedbackDeps): ListHandlers {
  return createList<ShownPromise>({
    action: 'feedback.promises',
    lists: { all: promisesHeading },
    everything: 'all',
    async find({ search }, cut, { actor }) {
      const all = shownOf(ownPromises.of(await settingsOf(deps, actor.organisationId)));
      return amongAll(all, (each) => lineToText(shownPromise(each)), { search, cut });
    },
    rows: async (promises) => promises.map((each) => ({ kind: 'row', line: shownPromise(each) })),
    note: async ({ actor }, count) =>
      promisesNote(promiseHours.of(await settingsOf(deps, actor.organisationId)), count),
  });
}

/** `promise add 4h when:"severity = high" [clock:always] [position:1]`. */
export async function addPromise(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { when = '', clock } = line.details;
  if (line.text.trim() === '') throw InvalidInput.field('feedback.noPromise', 'text', promiseWords.missing());
  await deps.customers.checkCondition(context.actor.organisationId, when, promiseFacts);
  const words = promiseLine({ hours: 0, isAlways: clock === 'always', when }).replace(/^0h/u, line.text.trim());
  let at = 0;
  await change(deps, context, (rules) => {
    at = Math.min(readPosition(line) ?? rules.length + 1, rules.length + 1) - 1;
    const lines = rules.map(promiseLine);
    return [...lines.slice(0, at), words.replaceAll(/\s+/gu, ' '), ...lines.slice(at)].join('\n');
  });
  const after = shownOf(ownPromises.of(await settingsOf(deps, context.actor.organisationId)));
  const added = after[at];
  if (!added) throw new NotFound('feedback.noSuchPromise', promiseWords.gone(at + 1));
  return showCard(promiseAddedCard(added));
}

export async function removePromise(
  deps: FeedbackDeps,
  line: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const position = /^\s*\d{1,4}\s*$/u.test(line.text) ? Number(line.text) : null;
  if (position === null) throw new InvalidInput('feedback.promiseNumber', promiseWords.number());
  let removed: ShownPromise | undefined;
  await change(deps, context, (rules) => {
    removed = shownOf(rules)[position - 1];
    if (!removed) throw new NotFound('feedback.noSuchPromise', promiseWords.gone(position));
    return promisesText(rules.filter((_, index) => index !== position - 1)) || 'none';
  });
  if (!removed) throw new NotFound('feedback.noSuchPromise', promiseWords.gone(position));
  return showCard(promiseRemovedCard(removed));
}

/** In words of this command: its fields are not those of `settings`. */
async function change(
  { people }: FeedbackDeps,
  context: InteractionContext,
  typed: (rules: readonly PromiseRule[]) => string,
): Promise<void> {
  try {
    await people.changeSetting('promises', (settings) => typed(ownPromises.of(settings)), context);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.code, error.message);
  }
}

function readPosition({ details }: CommandLine): number | null {
  if (details.position === undefined) return null;
  const position = Number(details.position);
  if (Number.isInteger(position) && position > 0) return position;
  throw InvalidInput.field('feedback.promisePosition', 'position', say('A position is a whole number from 1.'));
}

/** Which promise a text would get, and what each of them says to it. Nothing is captured. */
export async function testPromise(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { actor, place, platform } = context;
  const { organisationId } = actor;
  const draft = draftOf({ ...line, text: line.text.trim() === '' ? 'x' : line.text });
  const customer = draft.customer ? await deps.customers.find(organisationId, draft.customer) : null;
  const origin = { organisationId, actor, surface: platform, place, source: line.details.source ?? platform };
  const item = {
    ...routable(draft, customer, origin),
    customerId: customer?.id ?? null,
    customerName: customer?.name ?? null,
  };
  const settings = await settingsOf(deps, organisationId);
  const promises = promisesOf(settings);
  const known = (await readKnown(deps, undefined, { organisationId, settings, items: [item], promises }))(item);
  const verdicts = promises.map((promise) => ({
    promise,
    holds: holds(promise.condition, known),
    verdicts: verdictsOf(promise.condition, known),
  }));
  return showCard(promiseTestCard(line.text.trim(), verdicts, promiseHours.of(settings)));
}
