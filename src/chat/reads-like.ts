/** What a plain line to the bot reads like, when it begins with no command: a question or a greeting. Pure. */

const asks =
  /^(?:who|whom|whose|what|which|when|where|why|how|do|does|did|is|are|was|were|can|could|will|would|should|shall|may|have|has)\b/iu;

/** As long as anybody asks a bot; a longer line that begins so tells something. */
const longestUnmarked = 8;

/** With a question mark in any script, or a short line that begins as questions do. */
export function isQuestion(line: string): boolean {
  const text = line.trim();
  if (/[?？؟՞;]["'”’)\s]*$/u.test(text) && !/[^?？؟՞;];$/u.test(text)) return true;
  return asks.test(text) && text.split(/\s+/u).length <= longestUnmarked && !/[.!]$/.test(text);
}

const greetings =
  /^(?:hi|hello|hey|hallo|hola|bonjour|salut|ciao|good (?:morning|afternoon|evening|day)|thanks|thank you|thx|cheers|ok|okay|yo)\b/iu;

/** `thanks`, `thank you so much`. */
export const isThanks = (line: string): boolean => /^(?:thanks?|thx|cheers)\b/iu.test(line.trim()) && isGreeting(line);

/** Three words or fewer, said to be polite. */
export function isGreeting(line: string): boolean {
  const text = line.trim();
  return greetings.test(text) && text.split(/\s+/u).length <= 3;
}
