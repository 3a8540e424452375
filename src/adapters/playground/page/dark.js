/** Whether the reader's system is dark; cards that can't follow by stylesheet are drawn anew when it changes. */
import { changed } from './session.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => dark.matches;

dark.addEventListener('change', () => changed('look'));
