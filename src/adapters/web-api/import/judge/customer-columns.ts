/** Which columns of a file of customers are what: names in the words of CRMs and of several languages, and what stands in them. */
import type { FieldSet } from '../column-names.js';
import type { Profile } from './profile.js';

const company =
  'company|account|organi[sz]ation|customer|client|kunden?|firma|firmen|unternehmens?|entreprise|societe|cliente|empresa|azienda|asiakas|yritys|klant|kund';

/** By field, tried in order: see `weights` of names.ts. */
const weights: FieldSet['weights'] = {
  name: [
    [/(id|url|email|mail|phone|owner|domain|website|type|segment|size|industry|status|source|count)$/, 0],
    [/^(first|last|given|family|contact|person|people|owner|user|parent|vor|nach|alias|file)/, 0],
    [new RegExp(`^(${company})(name|bezeichnung)?$|^(raisonsociale|razonsocial|ragionesociale)$`), 1],
    [/^nom(del?entreprise|societe|client)$|^nombredela?empresa$|^nomeazienda$/, 1],
    [/^(name|nom|nombre|nome|nimi|namn|naam|bezeichnung)$/, 0.9],
  ],
  domain: [
    [/email/, 0],
    [new RegExp(`^((${company}))?domain(name)?$|^(${company})domain`), 1],
    [/^(web)?domane$|^domaine$|^dominio$/, 0.95],
    [/^(company|account|organi[sz]ation)?(website|web|homepage|url|webseite|siteweb|sitio(web)?|sitoweb)(url)?$/, 0.8],
  ],
  externalId: [
    [/owner|contact|person|people|user|associated|parent|deal|campaign|tax|vat|ust|session|lead/, 0],
    [
      new RegExp(
        `^(${company}|record|external|crm|hubspot|salesforce|pipedrive)(id|uuid|key|number|nummer|nr|no|code)$`,
      ),
      1,
    ],
    [/^(id|uuid|guid|kdnr|debitor(en)?(nr|nummer)?|numeroclient|codigocliente|codicecliente)$/, 0.9],
  ],
  aliases: [
    [
      /^(company|account|customer)?alias(es)?$|^(also)?knownas$|^aka$|^othernames?$|^dba$|^tradenames?$|^handelsname$|^kurzname$/,
      1,
    ],
  ],
  segment: [[/^(customer|account|company|kunden)?(segment|tier|gruppe)(name)?$|^segmento$/, 0.9]],
  owner: [
    [/id$|phone/, 0],
    [new RegExp(`^(${company})?(owner|manager|betreuer|verantwortliche?r?)(name|email|fullname)?$`), 1],
    [/^(customersuccessmanager|csm|responsable|propietario|proprietaire|proprietario|ansprechpartnerintern)$/, 0.9],
  ],
  industry: [
    [/^(company|account|primary)?industry(sector)?$|^branche$|^secteur(dactivite)?$|^sector$|^industria$|^settore$/, 1],
  ],
  since: [
    [/^(customer|client|kunde|member)?since$|^becameacustomer(date|on)?$|^kundeseit$|^clientdepuis$|^clientedesde$/, 1],
    [/^(contractstart|startofcontract|vertragsbeginn)(date)?$/, 0.7],
  ],
  contact: [
    [/id(s)?$|email|phone|date|title|role|owner|lastcontact|first|count|number/, 0],
    [/^(primary|main|associated|organi[sz]ation)?(contact|people|person)s?(name|person|fullname)?$/, 1],
    [
      /^(haupt)?(ansprechpartner(in)?|kontakt(e|person)?)$|^(full|complete)name$|^interlocuteur$|^contacto(principal)?$/,
      0.9,
    ],
  ],
  firstName: [[/^(contact)?(first|given|fore)name$|^vorname$|^prenom$|^nombredepila$/, 1]],
  lastName: [[/^(contact)?(last|family|sur)name$|^(nach|familien)name$|^nomdefamille$|^apellidos?$|^cognome$/, 1]],
  role: [
    [/^(contact)?(job)?title$|^(contact)?role$|^(job)?position$|^jobrole$|^funktion$|^fonction$|^cargo$|^poste$/, 0.9],
  ],
  email: [
    [/owner|opt|status|domain|date|last|count|bounce/, 0],
    [/^(primary|main|work|contact|person|people)?e?mail(address|adresse|work)?$|^correo(electronico)?$/, 1],
  ],
  preferences: [
    [/^(contact|customer)?preferences?$|^prefers$|^vorlieben$|^wunsche$|^preferencias$|^preferences?du?client$/, 1],
  ],
  asOf: [
    [/by$|^(nextactivity|lastactivity|lastcontact)/, 0],
    [
      /^(last)?(modified|updated?|changed)(at|on|date|time)?$|lastmodified(date)?$|updatetime$|^asof$|^stand$|^zuletztgeandert(am)?$|^letzteanderung$/,
      1,
    ],
  ],
};

const fit: FieldSet['fit'] = (field, profile) => {
  const { filledCount, dateShare, proseShare, linkShare, longShare, domainShare, emailShare, distinctCount } = profile;
  if (filledCount === 0) return { fit: 1, says: 'empty' };
  // Of a few values one mistake proves nothing: the name decides.
  const isShort = filledCount < 5;
  switch (field) {
    case 'name':
      return {
        fit: dateShare > 0.5 || linkShare > 0.5 || emailShare > 0.5 || longShare > 0.5 ? 0 : 1,
        says: distinctCount === 1 ? 'one name' : `${distinctCount} names`,
      };
    case 'domain':
      return { fit: domainShare > 0.5 || isShort ? 0.5 + 0.5 * domainShare : 0, says: 'addresses of companies' };
    case 'email':
      return { fit: emailShare > 0.5 || isShort ? 0.5 + 0.5 * emailShare : 0, says: 'e-mail addresses' };
    case 'asOf':
    case 'since':
      return { fit: dateShare === 0 ? 0 : 0.3 + 0.7 * dateShare, says: 'dates' };
    case 'externalId':
      return { fit: proseShare > 0.2 || linkShare > 0.5 || dateShare === 1 ? 0 : 1, says: 'ids' };
    case 'owner':
    case 'segment':
    case 'role':
      return { fit: longShare > 0.5 || linkShare > 0.5 ? 0 : 1, says: 'by its name' };
    default:
      return { fit: 1, says: 'by its name' };
  }
};

/** Columns that show what they are, whatever they are called. */
const speaks: FieldSet['speaks'] = {
  domain: ({ domainShare, filledCount }: Profile) => filledCount > 2 && domainShare > 0.9,
  email: ({ emailShare, filledCount }: Profile) => filledCount > 2 && emailShare > 0.9,
};

/** What a file of customers can hold; each further column is a fact. */
export const customerFields: FieldSet = {
  names: Object.fromEntries(Object.keys(weights).map((field) => [field, [field.toLowerCase()]])),
  wanted: {
    field: 'name',
    like: 'a customer (name, company, account, organisation, customer)',
    holds: 'the customers’ names',
  },
  id: 'externalId',
  knownBy: 'content',
  keepsFacts: true,
  words: 'preferences',
  date: 'asOf',
  furtherDates: ['since'],
  isNps: false,
  ...{ weights, fit, speaks },
};
