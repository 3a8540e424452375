/** The shape that every platform's table of renderers has: one entry a kind, so a new block without one does not compile. */
import type { Block, BlockKind } from '../../../chat/card.js';

/** The blocks of one kind. */
export type BlockOf<Kind extends BlockKind> = Extract<Block, { kind: Kind }>;

/** `Context` is what a platform's renderers share: names, and the longest text allowed. */
export type BlockRenderers<Context, Part> = {
  readonly [Kind in BlockKind]: (block: BlockOf<Kind>, context: Context) => readonly Part[];
};

/** Draws a block with the renderer of its kind. */
export function drawBlock<Context, Part>(
  renderers: BlockRenderers<Context, Part>,
  block: Block,
  context: Context,
): readonly Part[] {
  // The compiler can't see that the entry found by a block's kind takes that very block; the mapped type above says so.
  const render = renderers[block.kind] as (block: Block, context: Context) => readonly Part[];
  return render(block, context);
}
