/** The check of the model that says what texts mean: asks it once, with words of nobody. */
import type { Logger } from '../../kernel/logger.js';
import { type Check, failing, ok } from '../platform/check.js';
import { createEmbedder } from './embed.js';
import type { EmbeddingsSettings } from './settings.js';

/** @param settings null: none is asked */
export function embeddingsCheck(settings: EmbeddingsSettings | null, log: Logger): Check {
  return {
    name: 'themes',
    does: 'whether the model that finds themes by meaning answers',
    async run() {
      if (settings === null) return [ok('No model is asked: themes go by words. docs/themes.md says how.')];
      const where = `The model ${settings.model} at ${new URL(settings.url).host}`;
      const answer = await createEmbedder(settings, { log, timeMs: 10_000 })(['Empty Chair test']);
      if (answer !== null) return [ok(`${where} answers.`)];
      return [
        failing(
          `${where} gives no vectors.`,
          'Look whether it runs and has this model; or mend EMBEDDINGS_URL, EMBEDDINGS_MODEL and EMBEDDINGS_KEY.',
        ),
      ];
    },
  };
}
