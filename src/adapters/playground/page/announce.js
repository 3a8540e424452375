/** Says things that are not in view: to screen readers, and as a short notice at the page's foot. */
import { byId } from './dom.js';

/** Spoken when the reader has finished; nothing is seen. */
export function speak(text) {
  byId('status').textContent = text;
}

let hiding = 0;

/** Seen for some seconds and spoken at once: what went wrong, and how to mend it. */
export function warn(text) {
  const toast = byId('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    toast.hidden = true;
  }, 8000);
}

/** Runs what somebody asked for and warns when it fails; the element shows that it is under way. */
export async function attempt(work, element) {
  element?.setAttribute('aria-busy', 'true');
  try {
    return await work();
  } catch (error) {
    warn(error.message);
    return null;
  } finally {
    element?.removeAttribute('aria-busy');
  }
}
