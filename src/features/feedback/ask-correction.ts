/** The corrections as people reach them: by a button, which opens a form, and by a command. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { done, openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { CustomerRef } from '../customers/index.js';
import { alikeTo } from './alike.js';
import { type Deed, deedOf, refuseOthers } from './amend.js';
import * as card from './cards/correct-card.js';
import { misfit, nameFirst, notEdited } from './cards/refusals.js';
import { edit, join, restore, takeBackCaptured, withdraw } from './correct.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, type Picture, pictureOf, pictures } from './picture.js';
import { filledIn, numberOf, parse } from './read-command.js';
import { mayChangeWords } from './rules/corrections.js';
import { type Feedback, feedbackName, feedbackNumbers, type WithdrawalReason } from './rules/feedback.js';
import { byLikeness } from './rules/likeness.js';
import { misfitOf, type Verb } from './rules/transitions.js';
import { editSchema, joinSchema, withdrawSchema } from './schema.js';
import { find, viewerOf } from './show.js';
import { listFeedback } from './store/listing.js';

/** The item, for somebody who may correct it. Throws what stands against that. */
export async function toCorrect(
  deps: FeedbackDeps,
  number: number,
  verb: Verb,
  context: InteractionContext,
): Promise<Picture> {
  const feedback = await find(deps, number, context);
  const profile = await deps.people.organisation(context.actor.organisationId);
  await refuseOthers(deps, { feedback, profile }, { deed: deedOf(context), verb });
  const why = misfitOf(verb, feedback.state);
  if (why) throw misfit(why, feedback);
  return pictureOf(deps, feedback);
}

/** What can be put right about it. */
export async function askWhatIsWrong(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  return showCard(card.correctCard(await toCorrect(deps, numberOf(value), 'edit', context)));
}

export async function askWithdraw(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  return openForm(card.withdrawForm(await toCorrect(deps, numberOf(value), 'withdraw', context)));
}

export async function askEdit(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  const picture = await toCorrect(deps, numberOf(value), 'edit', context);
  const changesWords = mayChangeWords(picture.feedback, context.actor.id, deps.clock.now());
  return openForm(card.editForm(picture, changesWords));
}

/** As many as are read through, and as are offered. */
const comparedCount = 200;
const offeredCount = 20;
const cameBackCount = 5;
/** Above every number: also what was captured later may be the same trouble. */
const latest = 2_147_483_647;

/** The newest open ones that this person may see, the most alike first. */
async function openLikeIt(
  deps: FeedbackDeps,
  { feedback }: Picture,
  context: InteractionContext,
): Promise<readonly Picture[]> {
  const { organisationId, id } = context.actor;
  const viewer = await viewerOf(deps, context);
  const filter = { organisationId, which: 'open', now: deps.clock.now(), viewer } as const;
  const { items } = await listFeedback(deps.database, filter, { limit: comparedCount, offset: 0 });
  const others = (await pictures(deps, organisationId, items)).filter(
    (each) => each.feedback.id !== feedback.id && isTold(each, id),
  );
  return byLikeness(feedback.text, others, (each) => each.feedback.text);
}

export async function askJoin(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  const picture = await toCorrect(deps, numberOf(value), 'join', context);
  const likely = await openLikeIt(deps, picture, context);
  return openForm(card.joinForm(picture, likely.slice(0, offeredCount)));
}

/** Earlier ones that say about the same; whether one of them came back is for its owner to say. */
export async function mayHaveComeBack(
  deps: FeedbackDeps,
  picture: Picture,
  context: InteractionContext,
): Promise<readonly Picture[]> {
  const reader = { id: context.actor.id, championId: picture.organisation.champion?.id ?? null };
  const all = await alikeTo(deps, picture.feedback, reader, latest);
  const over = all.filter(
    ({ feedback, verdict }) => feedback.state === 'resolved' && feedback.resolvedAt !== null && verdict !== 'different',
  );
  const items = over.slice(0, cameBackCount).map(({ feedback }) => feedback);
  return pictures(deps, context.actor.organisationId, items, []);
}

export async function takeWithdrawal(
  deps: FeedbackDeps,
  subject: string,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { because } = parse(withdrawSchema, values);
  const withdrawn = await withdraw(deps, numberOf(subject), because, deedOf(context));
  return withdrawnReply(deps, withdrawn, because);
}

/** A slip of the finger may have made the customer too. */
async function withdrawnReply(deps: FeedbackDeps, withdrawn: Feedback, because: WithdrawalReason): Promise<Reply> {
  const line = card.done.withdrawn(feedbackName(withdrawn.number), because);
  const unused = await madeBy(deps, withdrawn, withdrawn.customerId);
  return showCard(card.correctedCard(await pictureOf(deps, withdrawn), line, { unused }));
}

/** The customer, where it was made with this feedback or later and nothing that stands names it. */
async function madeBy(
  { customers }: FeedbackDeps,
  { organisationId, capturedAt }: Feedback,
  customerId: string | null,
): Promise<readonly CustomerRef[]> {
  return customerId === null ? [] : customers.unused(organisationId, { ids: [customerId], madeSince: capturedAt });
}

/** Silent when there is nothing to take back: people remove reactions for many reasons. */
export async function uncapture(deps: FeedbackDeps, sourceId: string, context: InteractionContext): Promise<Reply> {
  const withdrawn = await takeBackCaptured(deps, sourceId, deedOf(context));
  if (!withdrawn) return done;
  return withdrawnReply(deps, withdrawn, 'mistake');
}

export async function bringBack(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  const restored = await restore(deps, numberOf(value), deedOf(context));
  return showCard(
    card.correctedCard(await pictureOf(deps, restored), card.done.restored(feedbackName(restored.number))),
  );
}

/** A form gives all of its fields: what was emptied is taken away. */
export async function takeEdit(
  deps: FeedbackDeps,
  subject: string,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { customer = '', topic = '', ...rest } = values;
  return editOne(deps, numberOf(subject), { ...filledIn(rest), customer, topic }, context);
}

async function editOne(
  deps: FeedbackDeps,
  number: number,
  values: Readonly<Record<string, unknown>>,
  context: InteractionContext,
): Promise<Reply> {
  const { feedback, before, newCustomer } = await edit(deps, number, parse(editSchema, values), deedOf(context));
  const line = card.done.edited(feedbackName(feedback.number));
  const unused = await madeBy(deps, feedback, before);
  return showCard(card.correctedCard(await pictureOf(deps, feedback), line, { newCustomer, unused }));
}

export async function takeJoin(
  deps: FeedbackDeps,
  subject: string,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { likely, with: typed } = parse(joinSchema, filledIn(values));
  const named = typed ?? likely;
  const other = named === undefined ? null : feedbackNumbers.parse(named);
  if (other === null) throw InvalidInput.field('feedback.unknownName', 'with', nameFirst());
  return joinOne(deps, numberOf(subject), other, deedOf(context));
}

export async function joinOne(deps: FeedbackDeps, number: number, other: number, deed: Deed): Promise<Reply> {
  const part = await join(deps, number, other, deed);
  const picture = await pictureOf(deps, part);
  const whole = feedbackName(picture.partOf ?? other);
  return showCard(card.correctedCard(picture, card.done.joined(feedbackName(number), whole)));
}

/** `F-7`, and `F-7 F-8`: the names that a line begins with, and whether anything else stands there. */
export function namesIn(text: string): { readonly numbers: readonly number[]; readonly isAll: boolean } {
  const words = text.split(/[\s,]+|\bas\b|\band\b|\binto\b|\bwith\b|=/iu).filter((word) => word !== '');
  const numbers = words.map(feedbackNumbers.parse);
  return { numbers: numbers.filter((number) => number !== null), isAll: numbers.every((number) => number !== null) };
}

/** `feedback withdraw F-7`, `edit F-7 topic:billing`, `same F-7 F-8`, `restore F-7`. null: names no feedback. */
export async function correctByCommand(
  deps: FeedbackDeps,
  verb: 'withdraw' | 'edit' | 'join' | 'restore',
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply | null> {
  const { numbers, isAll } = namesIn(text);
  const [number, other] = numbers;
  if (number === undefined || !isAll) return null;
  const value = feedbackName(number);
  switch (verb) {
    case 'withdraw':
      return askWithdraw(deps, value, context);
    case 'restore':
      return bringBack(deps, value, context);
    case 'join':
      return other === undefined ? askJoin(deps, value, context) : joinOne(deps, number, other, deedOf(context));
    case 'edit': {
      if (Object.keys(details).length === 0) return askEdit(deps, value, context);
      const [unknown] = Object.keys(details).filter((key) => !(key in editSchema.shape));
      if (unknown !== undefined) throw InvalidInput.field('feedback.notEdited', unknown, notEdited(unknown));
      const emptied = Object.entries(details).map(([key, typed]) => [key, typed === 'none' ? '' : typed]);
      return editOne(deps, number, Object.fromEntries(emptied), context);
    }
  }
}
