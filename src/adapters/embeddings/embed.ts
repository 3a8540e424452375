/** Asks a model, by the protocol that OpenAI’s has and others speak, what texts mean. Bounded, and never sent on elsewhere. */
import { z } from 'zod';
import type { EmbedTexts } from '../../chat/embed-texts.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import type { Logger } from '../../kernel/logger.js';
import { guardedFetch, NotFetched } from '../guarded/guarded-fetch.js';
import type { EmbeddingsSettings } from './settings.js';

/** Our own limits. */
const limits = { textsAtOnce: 32, timeMs: 30_000, bytes: 16 * 1024 * 1024 } as const;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(10_000) })),
});

/**
 * The operator names the address, and it may lie in their own network: that is where a model of one’s own is. Redirects are
 * not followed: texts are for one host.
 */
export function createEmbedder(
  { url, model, key }: EmbeddingsSettings,
  { log, timeMs = limits.timeMs }: { readonly log: Logger; readonly timeMs?: number },
): EmbedTexts {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
  const ask = async (input: readonly string[]): Promise<readonly (readonly number[])[]> => {
    const request = { url: `${url}/embeddings`, headers, body: JSON.stringify({ model, input }) };
    const guard = { allowPrivate: true, bytes: limits.bytes, redirects: 0, signal: deadlineSignal(timeMs) };
    const { status, body } = await guardedFetch(request, guard);
    if (status !== 200) throw new NotEmbedded(`status ${status}`);
    return vectorsOf(body, input.length);
  };
  return async (texts) => {
    const vectors: (readonly number[])[] = [];
    try {
      for (let from = 0; from < texts.length; from += limits.textsAtOnce)
        vectors.push(...(await ask(texts.slice(from, from + limits.textsAtOnce))));
    } catch (error) {
      if (!(error instanceof NotFetched || error instanceof NotEmbedded)) throw error;
      log.warn({ why: error.message }, 'embeddings failed');
      return null;
    }
    return vectors.every(({ length }) => length === vectors[0]?.length) ? vectors : null;
  };
}

/** The answer is not what was asked for. */
class NotEmbedded extends Error {}

function vectorsOf(body: Buffer, count: number): readonly (readonly number[])[] {
  const { success, data } = answerSchema.safeParse(readJson(body));
  if (!success) throw new NotEmbedded('no embeddings');
  const byIndex = new Map(data.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const vector = byIndex.get(index);
    if (!vector) throw new NotEmbedded('too few embeddings');
    return vector;
  });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
