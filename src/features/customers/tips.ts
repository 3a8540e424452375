/** Tips: what this customer would gain from. Added, told, put aside for one customer, listed with what moved, and removed. */
import { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed, NotFound } from '../../kernel/errors.js';
import { isId, newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { parseDuration } from '../../kernel/time/duration.js';
import {
  type TipRow,
  tipAddedCard,
  tipNotedCard,
  tipRemovedCard,
  tipRow,
  tipsHeading,
  tipsNote,
  tipWords,
} from './cards/tip-cards.js';
import { refuseUnknownNames, typedCondition } from './conditions.js';
import type { CustomersDeps } from './deps.js';
import { cleanName, lengthOf } from './rules/customer.js';
import { meanMovement, type Tip, tipLimits } from './rules/tip.js';
import { showById } from './show.js';
import {
  deleteTelling,
  insertTelling,
  insertTip,
  type ListedTip,
  listTips,
  setRemoved,
  tellingsOf,
} from './store/tips.js';

const dayMs = 86_400_000;
const linkSchema = z.url({ protocol: /^https?$/ }).max(2_000);

/** `tip add "Offer the payroll webinar" when:"new_users >= 3" once:90d link:https://…` */
export async function addTip(deps: CustomersDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { database, clock, people } = deps;
  const { organisationId, id: actorId } = context.actor;
  const tip = readTip(line, newId(clock.now()));
  await refuseUnknownNames(database, organisationId, { condition: typedCondition(tip.condition) });
  await database.transaction(async (tx) => {
    if ((await listTips(tx, organisationId)).length >= tipLimits.tips)
      throw new InvalidInput('customers.manyTips', tipWords.many());
    await insertTip(tx, organisationId, { ...tip, addedById: actorId, at: clock.now() });
    const change = { organisationId, what: 'customers.addTip', actorId, surface: context.platform };
    await people.recordChange(tx, { ...change, details: { tipId: tip.id } });
  });
  return showCard(tipAddedCard(tip));
}

function readTip({ text, details }: CommandLine, id: string): Tip {
  const words = cleanName(text);
  if (words === '') throw InvalidInput.field('customers.noTip', 'text', tipWords.empty());
  if (lengthOf(words) > tipLimits.text)
    throw InvalidInput.field('customers.longTip', 'text', tipWords.long(lengthOf(words)));
  const condition = cleanName(details.when ?? '');
  if (condition === '') throw InvalidInput.field('customers.tipForWhom', 'when', tipWords.noCondition());
  const restDays = Math.round(parseDuration(details.once ?? `${tipLimits.restDays}d`, 'once') / dayMs);
  if (restDays < 1) throw InvalidInput.field('customers.tipRest', 'once', tipWords.once());
  const link = details.link === undefined ? null : linkSchema.safeParse(details.link);
  if (link && !link.success) throw InvalidInput.field('customers.tipLink', 'link', tipWords.link());
  return { id, text: words, link: link?.data ?? null, condition, restDays };
}

/** Answers `tips`, with what moved around the times that customers were told. */
export function tipList(deps: CustomersDeps): ListHandlers {
  return createList<TipRow>({
    action: 'customers.tips',
    lists: { all: () => tipsHeading() },
    everything: 'all',
    async find({ search }, cut, { actor: { organisationId } }) {
      const all = (await listTips(deps.database, organisationId)).map((tip, index) => ({ tip, number: index + 1 }));
      const { items, totalCount } = amongAll(all, ({ tip }) => `${tip.text} ${tip.condition}`, { search, cut });
      return { items: await withMovements(deps, organisationId, items), totalCount };
    },
    rows: async (rows) => rows.map(tipRow),
    note: async (_context, count) => (count === 0 ? null : tipsNote()),
  });
}

async function withMovements(
  { database, chapters }: CustomersDeps,
  organisationId: string,
  rows: readonly { readonly tip: ListedTip; readonly number: number }[],
): Promise<readonly TipRow[]> {
  const tellings = await tellingsOf(
    database,
    organisationId,
    rows.map(({ tip }) => tip.id),
  );
  const moved = await Promise.all(chapters().map((room) => room.movedAround?.(organisationId, tellings)));
  const all = moved.flatMap((each) => each ?? []);
  return rows.map((row) => ({
    ...row,
    movement: meanMovement(all.filter(({ moment }) => moment !== undefined && tellings[moment]?.tipId === row.tip.id)),
  }));
}

/** `tip remove 2` */
export async function removeTipByCommand(
  deps: CustomersDeps,
  { text }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const tips = await listTips(deps.database, context.actor.organisationId);
  const tip = /^\d{1,4}$/u.test(text.trim()) ? tips[Number(text) - 1] : undefined;
  if (!tip) throw InvalidInput.field('customers.noSuchTip', 'text', tipWords.number());
  return removeTip(deps, tip.id, context);
}

export async function removeTip(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId, role } = context.actor;
  const tip = (await listTips(deps.database, organisationId)).find((each) => each.id === id);
  if (!tip) throw new NotFound('customers.noSuchTip', tipWords.gone());
  if (tip.addedById !== actorId && !canAdminister(role))
    throw new NotAllowed('customers.tipNotYours', tipWords.notYours());
  await setRemovedNow(deps, { id, at: deps.clock.now() }, context);
  return showCard(tipRemovedCard(id));
}

/** The way back. */
export async function restoreTip(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  await setRemovedNow(deps, { id, at: null }, context);
  return tipList(deps).pressed('all', context);
}

async function setRemovedNow(
  { database, people }: CustomersDeps,
  { id, at }: { readonly id: string; readonly at: Date | null },
  { actor: { organisationId, id: actorId }, platform }: InteractionContext,
): Promise<void> {
  await database.transaction(async (tx) => {
    if (!isId(id) || !(await setRemoved(tx, organisationId, { id, at })))
      throw new NotFound('customers.noSuchTip', tipWords.gone());
    const what = at === null ? 'customers.restoreTip' : 'customers.removeTip';
    await people.recordChange(tx, { organisationId, what, actorId, surface: platform, details: { tipId: id } });
  });
}

/** @param value the tip's id and the customer's */
export async function noteTelling(
  { database, clock }: CustomersDeps,
  { value, isTold }: { readonly value: string; readonly isTold: boolean },
  { actor }: InteractionContext,
): Promise<Reply> {
  const [tipId = '', customerId = ''] = value.split(' ');
  const known = isId(tipId) && isId(customerId);
  const telling = { id: newId(clock.now()), tipId, customerId, memberId: actor.id, at: clock.now(), isTold };
  const told = known ? await insertTelling(database, actor.organisationId, telling) : null;
  if (told === null) throw new NotFound('customers.noSuchTip', tipWords.gone());
  const { text: words, restDays } = told;
  return showCard(tipNotedCard({ words, isTold, restDays }, { tellingId: telling.id, customerId }));
}

/** Takes back what was noted by mistake. */
export async function takeTellingBack(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  const { organisationId } = context.actor;
  const customerId = isId(id) ? await deleteTelling(deps.database, organisationId, id) : null;
  if (customerId === null) throw new NotFound('customers.noSuchTelling', say('This was taken back already.'));
  return showById(deps, { id: customerId, note: say('Taken back: the tip stands again.') }, context);
}
