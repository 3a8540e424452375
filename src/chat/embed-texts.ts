/** The port for asking a model what texts mean: adapters/embeddings implements it, the room themes calls it. */

/**
 * A vector for each text, in their order, all of one length; null: the model did not answer, which is logged there.
 * Whoever calls it leaves out what is confidential.
 */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly (readonly number[])[] | null>;
