/** The use cases around a customer's tone: an owner calls a hint wrong or takes that back, and `phrases`. */
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { nearest } from '../../chat/nearest.js';
import { done, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed } from '../../kernel/errors.js';
import { canAdminister } from '../../kernel/person.js';
import { phraseWords } from './cards/phrase-words.js';
import * as refusals from './cards/refusals.js';
import { phraseChangedCard, phrasesCard } from './cards/tone-card.js';
import type { FeedbackDeps } from './deps.js';
import { ownerCardEdits } from './orders.js';
import { bookWith, type PhraseKey, phraseBook } from './phrases.js';
import { feedbackNumbers } from './rules/feedback.js';
import { type CustomerTone, customerTones, toneLanguages } from './rules/tone/tone-list.js';
import { appendEvents, lockByNumber } from './store/feedback.js';
import { countWrongTones, saveWrongTones } from './store/tones.js';

/** @param value `F-12 frustrated` */
export async function markTone(
  deps: FeedbackDeps,
  { value, isWrong }: { readonly value: string; readonly isWrong: boolean },
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const { organisationId, id: actorId } = actor;
  const [name = '', typedTone = ''] = value.split(' ');
  const number = feedbackNumbers.read(name);
  const tone = readTone(typedTone);
  await deps.outbox.commit(async (tx) => {
    const feedback = await lockByNumber(tx, organisationId, number);
    if (!feedback) throw feedbackNumbers.notFound(number);
    if (feedback.ownerId !== actorId) throw new NotAllowed('feedback.notYourHint', refusals.hintIsForOwner(feedback));
    const { id, wrongTones } = feedback;
    if (wrongTones.includes(tone) === isWrong) return;
    await saveWrongTones(
      tx,
      organisationId,
      id,
      isWrong ? [...wrongTones, tone] : wrongTones.filter((each) => each !== tone),
    );
    const what = isWrong ? 'toneMarkedWrong' : 'toneRestored';
    const entry = { feedbackId: id, organisationId, at: deps.clock.now(), actorId, surface: platform };
    await appendEvents(tx, [{ ...entry, what, details: { tone } }]);
    // Its place never hears of a tone.
    await deps.outbox.enqueue(tx, ownerCardEdits(feedback, feedback.ownerId));
  });
  return done;
}

/** `phrases` lists; with a tone and a sentence it changes one, for those who may change settings. */
export async function phrases(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { organisationId, role } = context.actor;
  const before = phraseBook((await deps.people.organisation(organisationId)).settings);
  if (line.text.trim() === '') {
    return showCard(phrasesCard(before, await countWrongTones(deps.database, organisationId), canAdminister(role)));
  }
  const { key, sentence } = readChange(line);
  await deps.people.changeSetting('phrases', (settings) => bookWith(settings, key, sentence), context);
  const after = phraseBook((await deps.people.organisation(organisationId)).settings);
  return showCard(phraseChangedCard(key, before, after));
}

function readChange({ text, details }: CommandLine): { readonly key: PhraseKey; readonly sentence: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  const tone = readTone(first.toLowerCase());
  const sentence = rest.join(' ').replace(/^["“„«](.*)["”“»]$/u, '$1');
  if (sentence === '') throw InvalidInput.field('feedback.phraseMissing', 'text', phraseWords.missing(tone));
  return { key: { tone, language: toneLanguages.find((each) => each === details.language) ?? 'en' }, sentence };
}

function readTone(typed: string): CustomerTone {
  const tone = customerTones.find((each) => each === typed);
  if (tone) return tone;
  throw InvalidInput.field('feedback.tone', 'text', phraseWords.tone(typed, nearest(typed, customerTones)));
}
