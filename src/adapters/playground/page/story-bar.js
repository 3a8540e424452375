/** The bar that shows the made-up company's year being written, before anything can be said. */
import { speak } from './announce.js';
import { byId, h } from './dom.js';
import { say } from './say.js';
import { session } from './session.js';

/** @param {{ month: string, share: number } | null} progress null: the year is written */
export function drawStory(progress) {
  session.state.story = progress;
  const box = byId('story');
  const wasShown = !box.hidden;
  box.hidden = progress === null;
  byId('line').disabled = progress !== null;
  byId('send').disabled = progress !== null;
  if (!progress) {
    box.replaceChildren();
    if (wasShown) speak(say('The year is written. You can begin.'));
    return;
  }
  const words = progress.month
    ? say('Northlight’s year: {month} …', { month: progress.month })
    : say('Northlight’s year is being written …');
  const bar = h('progress', { max: 1, value: progress.share, 'aria-labelledby': 'story-words' });
  box.replaceChildren(h('p', { id: 'story-words' }, words), bar);
}
