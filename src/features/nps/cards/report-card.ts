/** What the report says of scores. */

import { facts, text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { say } from '../../../kernel/language/say.js';

export interface TakenCounts {
  readonly all: number;
  readonly withWords: number;
  /** Detractors’ words that became feedback. */
  readonly feedback: number;
}

/** Scores' part of the report. */
export function reportBlocks({ all, withWords, feedback }: TakenCounts): Block[] {
  const heading: Block = { kind: 'heading', text: say('Scores') };
  if (all === 0) {
    return [heading, text(say('Nobody gave a score in this time. Has anybody been asked?'))];
  }
  return [
    heading,
    facts([
      { label: say('Scores given'), value: counted(all) },
      { label: say('Of these with words'), value: counted(withWords) },
      { label: say('Detractors’ words that became feedback'), value: counted(feedback) },
    ]),
  ];
}
