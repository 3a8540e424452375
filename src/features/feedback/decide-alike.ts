/** What people do about earlier feedback that may be the same: look, say the same or different, take it back, begin from its answer. */
import type { Block } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { NotAllowed } from '../../kernel/errors.js';
import { type Alike, alikeTo } from './alike.js';
import { amend, deedOf } from './amend.js';
import { joinOne, mayHaveComeBack, toCorrect } from './ask-correction.js';
import { type AlikeShown, alikeBlocks, alikeCard, decidedCard } from './cards/alike-card.js';
import { resolveForm } from './cards/forms.js';
import * as refusals from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, type Picture, pictureOf, pictures } from './picture.js';
import { type Feedback, feedbackNumbers } from './rules/feedback.js';
import { isAllowed } from './rules/rights.js';
import { find } from './show.js';
import { saveVerdict, type Verdict } from './store/pairs.js';

/** More of them nobody compares. */
const shownCount = 3;
/** Asked for, as many more as are of use; those that were called different come last. */
const listedCount = 10;

/** On the card of its owner, until it is resolved: what nobody has called different. */
export async function alikeBeside(deps: FeedbackDeps, picture: Picture): Promise<readonly Block[]> {
  const { feedback } = picture;
  if (feedback.ownerId === null) return [];
  const found = await alikeTo(deps, feedback, readerOf(picture, feedback.ownerId));
  const shown = found.filter(({ verdict }) => verdict !== 'different').slice(0, shownCount);
  return alikeBlocks(picture, await withNames(deps, shown), true);
}

const readerOf = ({ organisation }: Picture, id: string) => ({ id, championId: organisation.champion?.id ?? null });

async function withNames(deps: FeedbackDeps, found: readonly Alike[]): Promise<readonly AlikeShown[]> {
  const [first] = found;
  if (!first) return [];
  const { organisationId } = first.feedback;
  const shown = await pictures(
    deps,
    organisationId,
    found.map(({ feedback }) => feedback),
    [],
  );
  return shown.flatMap((earlier, index) => {
    const { verdict = null, phrases = [] } = found[index] ?? {};
    return { earlier, verdict, phrases };
  });
}

/** `feedback alike F-12`, and its button. */
export async function showAlike(deps: FeedbackDeps, number: number, context: InteractionContext): Promise<Reply> {
  const picture = await pictureOf(deps, await find(deps, number, context));
  const { id } = context.actor;
  if (!isTold(picture, id)) throw new NotAllowed('feedback.notTold', refusals.notTold(picture.feedback));
  const reader = readerOf(picture, id);
  const found = await alikeTo(deps, picture.feedback, reader);
  const ordered = [true, false].flatMap((isNot) => found.filter(({ verdict }) => (verdict !== 'different') === isNot));
  const mayDecide =
    !['resolved', 'withdrawn'].includes(picture.feedback.state) &&
    isAllowed(picture.feedback, reader.championId, { verb: 'join', actorId: id });
  return showCard(alikeCard(picture, await withNames(deps, ordered.slice(0, listedCount)), mayDecide));
}

/** The two that a button names. Throws for an earlier one that this person may not know of. */
async function readBoth(deps: FeedbackDeps, value: string, context: InteractionContext) {
  const [first = '', second = ''] = value.split(' ');
  const [number, other] = [feedbackNumbers.read(first), feedbackNumbers.read(second)];
  const earlier = await pictureOf(deps, await find(deps, other, context));
  if (!isTold(earlier, context.actor.id)) throw feedbackNumbers.notFound(other);
  return { number, other, earlier };
}

/** *Same as F-8*: a part of it where it is open; where it is over, its answer is there to begin from. */
export async function sayTheSame(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { number, other, earlier } = await readBoth(deps, value, context);
  if (earlier.feedback.state !== 'resolved') return joinOne(deps, number, other, deedOf(context));
  return decide(deps, value, 'same', context);
}

/** @param verdict null: takes back what was said */
export async function decide(
  deps: FeedbackDeps,
  value: string,
  verdict: Verdict | null,
  context: InteractionContext,
): Promise<Reply> {
  const { number, other, earlier } = await readBoth(deps, value, context);
  const decided: Feedback = await amend(deps, { number, deed: deedOf(context), verb: 'join' }, async (frame, tx) => {
    if (frame.feedback.id === earlier.feedback.id) return null;
    await saveVerdict(tx, frame.feedback, earlier.feedback.id, verdict);
    return { feedback: frame.feedback, happened: { what: 'compared', details: { number: other, verdict } } };
  });
  return showCard(decidedCard(await pictureOf(deps, decided), { earlier, verdict }));
}

/** The form that resolves it, with what the customer was told then to begin from. */
export async function resolveLike(deps: FeedbackDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { number, earlier } = await readBoth(deps, value, context);
  const picture = await toCorrect(deps, number, 'resolve', context);
  const alike = await mayHaveComeBack(deps, picture, context);
  const others = alike.filter(({ feedback }) => feedback.id !== earlier.feedback.id);
  const options = earlier.feedback.state === 'resolved' ? [earlier, ...others] : others;
  return openForm(resolveForm(picture, options, earlier.feedback.resolution?.customerTold));
}
