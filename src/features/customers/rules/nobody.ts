/** What people and programs write where nobody is named: "Anonymous", "unknown customer", "(not set)". Pure. */
import { nameWords } from './name-words.js';

const unnamed = [
  ...['anonymous', 'anonymised', 'anonymized', 'unknown', 'unnamed', 'guest', 'visitor', 'anonym', 'anonyme[rs]?'],
  ...['unbekannt(?:e[rs]?)?', 'gast', 'inconnue?', 'invite', 'anonim[oa]', 'desconocid[oa]', 'desconhecid[oa]'],
  ...['sconosciut[oa]', 'anoniem', 'onbekend', 'okand', 'ukjent', 'ukendt', 'anonyymi', 'tuntematon', 'anonimowy'],
  ...['nieznany', 'аноним', 'неизвестно', '匿名', '익명', 'مجهول'],
].join('|');
const someone = [
  ...['user', 'customer', 'client', 'person', 'visitor', 'respondent', 'account', 'company', 'kunde', 'nutzer'],
  ...['utilisateur', 'cliente', 'usuario', 'usuaria', 'utente', 'klant', 'kund', 'kayttaja'],
].join('|');
const nobody = new RegExp(
  `^(?:(?:${unnamed})(?: (?:${someone}))?(?: \\d+)?|(?:${someone}) (?:${unnamed})|` +
    '(?:(?:customer|company|name) )?not (?:set|given|provided|specified|available|applicable)|' +
    'no (?:name|company|customer|account|answer)|keine angabe|ohne namen?|sans nom|sin nombre|sem nome|senza nome)$',
  'u',
);

/** Whether a name says that nobody is named. */
export const saysNobody = (name: string): boolean => nobody.test(nameWords(name).join(' '));
