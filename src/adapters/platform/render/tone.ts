/** How a card's tone is said without colour: the same symbols on every platform. Renderers put them before the title. */
import type { Tone } from '../../../chat/card.js';

/** Shapes that differ, not only colours; screen readers say "check mark", "warning", "stop sign". */
export const toneSymbols = {
  neutral: '',
  good: '✅ ',
  warning: '⚠️ ',
  bad: '🛑 ',
} as const satisfies Record<Tone, string>;
