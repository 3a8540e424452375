/** Where the reader is in the conversation, held while what stands above grows: charts and pictures are drawn late. */
import { byId } from './dom.js';

/** Closer to the end than this counts as reading along. */
const nearEndPx = 120;
/** Between the top of the list and the message that is read from its first line. */
const gapPx = 16;

/**
 * `{ id, belowPx }`: that message, so far below the list's top. `{ from }`: the end, but no further than the first line
 * of the message `from`; null is the very end.
 */
let place = { from: null };
/** Where the list was put by us: a scroll event that finds it there was not made by the reader. */
let leftAtPx = 0;
let onMove = () => {};

/** @param {() => void} moved told when the reader, or whoever leads them, is somewhere else. */
export function startReadingPlace(moved) {
  onMove = moved;
  const box = byId('scroll');
  box.addEventListener('scroll', () => Math.abs(box.scrollTop - leftAtPx) > 1 && lookFrom(), { passive: true });
  const growth = new ResizeObserver(keepPlace);
  growth.observe(box);
  growth.observe(byId('messages'));
}

/** Whether the last message is in view; what stands below it does not count. */
export function isNearEnd() {
  return byId('messages').getBoundingClientRect().bottom - byId('scroll').getBoundingClientRect().bottom < nearEndPx;
}

/** @param id of the message that must be read from its first line, however long it is */
export function goToEnd(id = null) {
  place = { from: id };
  put();
  onMove();
}

/** Shows the message whole, or from its first line. */
export function goToMessage(id) {
  const element = elementOf(id);
  if (!element) return;
  const spare = byId('scroll').clientHeight - element.offsetHeight;
  element.scrollIntoView({ block: spare > 0 ? 'center' : 'start' });
  place = { id, belowPx: Math.max(gapPx, spare / 2) };
  keepPlace();
}

/** Puts the list where the reader was; where the whole page scrolls, at 400 %, it stays as it is. */
export function keepPlace() {
  if (getComputedStyle(byId('scroll')).overflowY !== 'visible') put();
  onMove();
}

function put() {
  const box = byId('scroll');
  const last = byId('messages').lastElementChild;
  if (!last) return;
  if ('from' in place) {
    last.scrollIntoView({ block: 'end' });
    const top = place.from && elementOf(place.from)?.getBoundingClientRect().top;
    if (top && top < Math.max(0, box.getBoundingClientRect().top)) {
      elementOf(place.from).scrollIntoView({ block: 'start' });
    }
  } else if (elementOf(place.id)) box.scrollTop += belowTop(elementOf(place.id)) - place.belowPx;
  leftAtPx = box.scrollTop;
}

/** The reader scrolled: this is where they want to stay. */
function lookFrom() {
  const first = [...document.querySelectorAll('#messages > li > .message')].find(
    (one) => belowTop(one) + one.offsetHeight > 0,
  );
  place = isNearEnd() || !first ? { from: null } : { id: first.dataset.message, belowPx: belowTop(first) };
  onMove();
}

const elementOf = (id) => byId('messages').querySelector(`[data-message="${id}"]`);
const belowTop = (element) => element.getBoundingClientRect().top - byId('scroll').getBoundingClientRect().top;
