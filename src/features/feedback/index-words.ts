/** Files the words of new feedback behind its capture, so that what is like it is found later; nobody waits for it. */
import type { Sweep } from '../../chat/feature.js';
import { tokensOf } from '../../kernel/tokens.js';
import { mapInTurns } from '../../kernel/turns.js';
import type { Transaction } from '../../storage/database.js';
import type { FeedbackDeps } from './deps.js';
import type { Feedback } from './rules/feedback.js';
import { hashOf } from './rules/word-hash.js';
import { claimMarks, fileWords, moveMark, unfiled, wordsDue, wordsWork } from './store/words.js';

/** In one transaction: cut into words in some ten milliseconds. */
const atOnce = 100;

/** Takes the next organisation that has something to file, and asks to be called again while there is more. */
export const wordsSweep = ({ batches }: FeedbackDeps): Sweep =>
  batches.sweep({
    work: wordsWork,
    due: wordsDue,
    limit: 1,
    claim: claimMarks,
    async run(tx, marks, now) {
      for (const mark of marks) {
        const items = await unfiled(tx, mark, atOnce);
        // A long text takes milliseconds, and a hundred of them longer than anybody is to wait.
        const said = await mapInTurns(items, saidBy);
        await fileWords(tx, mark.organisationId, said.flat());
        const doneNumber = items.at(-1)?.number ?? mark.doneNumber;
        await moveMark(tx, { ...mark, doneNumber }, items.length < atOnce ? null : now);
      }
    },
  });

type Worded = Pick<Feedback, 'number' | 'text'>;

/** The words of an item, as pairs of a hash and its number. */
export const saidBy = ({ number, text }: Worded) => tokensOf(text).map(({ stem }) => ({ word: hashOf(stem), number }));

/** Its words are others now. Those that it had lead to it still, and tell nothing: what is found is compared as it stands. */
export const fileAnew = (tx: Transaction, feedback: Worded & Pick<Feedback, 'organisationId'>): Promise<void> =>
  fileWords(tx, feedback.organisationId, saidBy(feedback));
