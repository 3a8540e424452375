/** The playground's API as functions; what it refuses comes as an ApiProblem with a sentence for people. */
import { say } from './say.js';

export class ApiProblem extends Error {
  constructor(problem) {
    super(problem.detail ?? say('The bot did not answer.'));
  }
}

/** Every message of a language: `{ locale, isRightToLeft, messages }`. */
export const getLanguage = (language) => call(`languages/${language}`);
export const getState = () => call('state');

/** `channel`: `place:ID`, `inbox:PERSON` or `reply:PERSON`. Newest last. */
export function getMessages(channel, options = {}) {
  const [kind, id] = channel.split(':');
  return call(`messages?${new URLSearchParams({ [kind]: id, view: 'page', ...options })}`);
}

export const tell = (body) => post('say', body);
export const click = (body) => post('click', body);
export const submit = (body) => post('submit', body);
export const moveClock = (body) => post('clock', body);

function post(path, body) {
  return call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function call(path, options) {
  const response = await reach(path, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(answer);
  return answer;
}

async function reach(path, options) {
  try {
    return await fetch(`/playground/api/${path}`, options);
  } catch {
    throw new ApiProblem({ detail: say('The bot can’t be reached. Is it still running? Then try again.') });
  }
}
