/** The thread that finding-thread.ts starts for one finding. */
import { parentPort } from 'node:worker_threads';
import { Corpus, type FindingItem } from './corpus.js';
import { findThemes, type KnownTheme } from './find-themes.js';

type Question = { readonly items: readonly FindingItem[] } | { readonly known: readonly KnownTheme[] };

const corpus = new Corpus();

parentPort?.on('message', (question: Question) => {
  if ('known' in question) return parentPort?.postMessage(findThemes(corpus, question.known));
  for (const item of question.items) corpus.add(item);
  parentPort?.postMessage(null);
});
