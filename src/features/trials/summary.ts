/** What came of an early test, as its owner sums it up; then customers who took part are told. */

import { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { Chapter } from '../../chat/feature.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { readInput, trimmed } from '../../chat/typed.js';
import { phrase } from '../../kernel/language/say.js';
import { summaryForm } from './cards/forms.js';
import { summaryRow } from './cards/summary-card.js';
import { refusals } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import { record } from './record.js';
import { endOf, limits, summaryKind, trialNumbers } from './rules/trial.js';
import { askedOf, saveTrial } from './store/trials.js';
import { cardFor, find, lock, refuseOthers, viewOf } from './view.js';

const schema = z.object({
  said: trimmed(phrase('what they said'), limits.summary),
  changed: trimmed(phrase('what changed because of them, or why nothing had to'), limits.summary),
});

/** `trial summary T-1 said:"…" changed:"…"`; the form where either is missing. */
export async function summaryByCommand(
  deps: TrialsDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  if (text.trim() === '') throw refusals.nameToSum();
  const { said, changed } = details;
  if (said !== undefined && changed !== undefined) return summarise(deps, text, { said, changed }, context);
  return openSummary(deps, text, context, details);
}

/** The form, with the figures and what is written already. */
export async function openSummary(
  deps: TrialsDeps,
  typed: string,
  context: InteractionContext,
  written: { readonly said?: string; readonly changed?: string } = {},
): Promise<Reply> {
  const trial = await mine(deps, typed, context);
  return openForm(summaryForm({ ...trial, ...written }));
}

/** Keeps it. Customers are told once everybody has it, in working hours. */
export async function summarise(
  deps: TrialsDeps,
  typed: string,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const trial = await mine(deps, typed, context);
  const { said, changed } = readInput('trials.invalid', schema, values);
  const { organisationId } = trial;
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const before = await lock(tx, organisationId, trial.number);
    const end = endOf(before);
    const tellAt = end > now ? end : now;
    const sendDueAt = before.sendDueAt !== null && before.sendDueAt < tellAt ? before.sendDueAt : tellAt;
    const written = { said, changed, summarisedById: context.actor.id, summarisedAt: now };
    await saveTrial(tx, { ...before, ...written, dueAt: null, sendDueAt });
    await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, summaryKind, [trial.id], { isEnd: true }));
    const origin = { organisationId, actor: context.actor, surface: context.platform };
    await record(deps, tx, { trial: before, happened: { what: 'summarised', details: {} }, origin });
  });
  return showCard(await cardFor(deps, await find(deps, organisationId, trial.number), context));
}

/** Throws where it is not theirs, or customers were told already. */
async function mine(deps: TrialsDeps, typed: string, context: InteractionContext) {
  const trial = await find(deps, context.actor.organisationId, trialNumbers.read(typed));
  await refuseOthers(deps, trial, context);
  if (trial.toldCount > 0) throw refusals.toldAlready(trial);
  return trial;
}

/** Summaries that the asker was asked for. */
export async function owedBy(deps: TrialsDeps, { actor }: InteractionContext): Promise<Chapter> {
  const trials = await askedOf(deps.database, actor.organisationId, actor.id);
  const views = await Promise.all(trials.map((trial) => viewOf(deps, trial)));
  return { count: trials.length, blocks: views.map(summaryRow) };
}
