/** In which language a page is answered that somebody opens in a browser. */
import type { Request, RequestHandler } from 'express';
import { english, languageFor } from '../../kernel/language/languages.js';
import { inLanguage, listening } from '../../kernel/language/reader.js';

/** The first of the reader's languages (`Accept-Language`) that is one of ours; undefined: none is. */
export const readersLanguage = (request: Request): string | undefined =>
  request.acceptsLanguages().find((tag) => languageFor(tag) !== english || /^en\b/iu.test(tag));

/** Answers in it. Where it is none of ours, whoever opens what they came for says which is usual there (`speakUsually`). */
export const inReadersLanguage: RequestHandler = (request, _response, next) => {
  const theirs = readersLanguage(request);
  if (theirs === undefined) listening(next);
  else inLanguage(theirs, next);
};
