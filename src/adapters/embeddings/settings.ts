/** The environment variables of a model that says what texts mean: an address that speaks as OpenAI’s does. */
import { z } from 'zod';
import { incompleteGroups, type PlatformConfig } from '../platform/platform-config.js';

const shape = {
  EMBEDDINGS_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like http://localhost:11434/v1' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  EMBEDDINGS_MODEL: z.string().max(200, 'must have at most 200 characters').optional(),
  EMBEDDINGS_KEY: z.string().optional(),
};

/** Which model is asked, and where. */
export interface EmbeddingsSettings {
  /** Without a slash at its end; `/embeddings` is asked below it. */
  readonly url: string;
  readonly model: string;
  /** null: it asks for none, as one on this machine. */
  readonly key: string | null;
}

/** Settings are null where no model is asked. */
export const embeddingsConfig: PlatformConfig<typeof shape, EmbeddingsSettings> = {
  shape,
  problems: (set) => [
    ...incompleteGroups([{ what: 'themes by meaning', keys: ['EMBEDDINGS_URL', 'EMBEDDINGS_MODEL'] }], set),
    ...(set.EMBEDDINGS_KEY !== undefined && set.EMBEDDINGS_URL === undefined
      ? ['EMBEDDINGS_KEY: is for nothing without EMBEDDINGS_URL; set both, or neither']
      : []),
  ],
  settings: ({ EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: key = null }) =>
    url === undefined || model === undefined ? null : { url, model, key },
};
