/** Finds earlier feedback that says about the same, in all that there is; what somebody said of the two is remembered. */
import { forgottenWords } from '../../chat/forgotten.js';
import { likenessOf, sharedPhrases, weighing } from '../../kernel/likeness.js';
import { tokensOf } from '../../kernel/tokens.js';
import type { FeedbackDeps } from './deps.js';
import type { Feedback } from './rules/feedback.js';
import { maySee } from './rules/visibility.js';
import { hashOf } from './rules/word-hash.js';
import { type Earlier, findEarlier } from './store/pairs.js';
import { findNear } from './store/words.js';

/** An earlier item that may be the same, with why. */
export interface Alike extends Earlier {
  /** 0 to 1. */
  readonly likeness: number;
  /** Words of the later one that both say, what tells most first. */
  readonly phrases: readonly string[];
}

/** From here on somebody is asked; docs/triage.md has what it finds and what it misses. */
export const alikeFrom = 0.42;

/** Who asks; `id` null: a whole place. */
export interface Reader {
  readonly id: string | null;
  readonly championId: string | null;
}

/**
 * Those that the reader may know of, what was called the same first, then by likeness. Two statements.
 * @param below only what came before this number
 */
export async function alikeTo(
  { database, clock }: FeedbackDeps,
  feedback: Feedback,
  reader: Reader,
  below = feedback.number,
): Promise<readonly Alike[]> {
  const { organisationId, text } = feedback;
  // Two texts that were forgotten say nothing, and so not the same.
  const tokens = text === forgottenWords ? [] : tokensOf(text);
  const hashes = new Map(tokens.map(({ stem }) => [stem, hashOf(stem)]));
  const asked = { words: [...hashes.values()], below, now: clock.now() };
  const near = await findNear(database, organisationId, asked);
  const weigh = weighing(near.total, (stem) => near.countOf.get(hashes.get(stem) ?? 0) ?? 0);
  const found = await findEarlier(database, feedback, near.numbers);
  const stems = tokens.map(({ stem }) => stem);
  return found
    .filter((each) => each.feedback.state !== 'withdrawn' && maySee(each.feedback, reader.id, reader.championId))
    .map((earlier) => {
      const parts = found.filter((each) => each.feedback.sameAsId === earlier.feedback.id);
      const said = [earlier, ...parts].filter((each) => maySee(each.feedback, reader.id, reader.championId));
      const theirs = said.map((each) => tokensOf(each.feedback.text));
      const likest = theirs
        .map((other) => ({
          other,
          likeness: likenessOf(
            stems,
            other.map(({ stem }) => stem),
            weigh,
          ),
        }))
        .reduce((best, each) => (each.likeness > best.likeness ? each : best));
      return { ...earlier, likeness: likest.likeness, phrases: sharedPhrases({ text, tokens }, likest.other, weigh) };
    })
    .filter(({ likeness, verdict }) => likeness >= alikeFrom || verdict !== null)
    .toSorted((a, b) => rank(b) - rank(a) || b.feedback.number - a.feedback.number);
}

const rank = ({ likeness, verdict }: Alike): number => (verdict === 'same' ? 1 : 0) + likeness;
