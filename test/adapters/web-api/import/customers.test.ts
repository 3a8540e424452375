/** Files of customers as CRMs and spreadsheets write them: which column is what, and what each row says. */
import { describe, expect, test } from '@jest/globals';
import { customerFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { planLines } from '../../../../src/adapters/web-api/import/plan-words.js';
import { ground, planCustomers } from './import-support.js';

type Plan = Awaited<ReturnType<typeof planCustomers>>;

/** By field, the column. */
const columnsOf = ({ columns }: Plan) =>
  Object.fromEntries([...columns.indexes].map(([field, index]) => [field, columns.header[index]]));

/** The first rows as the room gets them. */
const itemsOf = ({ facts, itemOf }: Plan) => facts.samples.map(({ fields }) => itemOf(fields));

/** In the columns that each documents for its export of companies. */
const exports: Readonly<Record<string, { readonly text: string; readonly columns: Readonly<Record<string, string>> }>> =
  {
    HubSpot: {
      text: 'Record ID,Company name,Company owner,Create Date,Phone Number,Last Activity Date,City,Country/Region,Industry,Company Domain Name,Associated Contact,Associated Contact IDs,Lifecycle Stage,Number of Employees,Annual Revenue,Last Modified Date,Became a Customer Date\n30281,Acme,Grace Hopper,2023-01-10 09:12,+44 20 7946 0000,2026-11-01 10:00,Leeds,United Kingdom,Food,acme.example,Ada Byron (ada@acme.example);Bob Boyle (bob@acme.example),77;78,Customer,120,1250000,2026-11-20 08:00,2024-02-01\n30282,Bolt,,2023-02-10 09:12,,,Bath,United Kingdom,,bolt.example,,,Lead,80,,2026-11-21 08:00,\n',
      columns: {
        name: 'Company name',
        domain: 'Company Domain Name',
        externalId: 'Record ID',
        owner: 'Company owner',
        industry: 'Industry',
        since: 'Became a Customer Date',
        contact: 'Associated Contact',
        asOf: 'Last Modified Date',
        'fact:Number of Employees': 'Number of Employees',
        'fact:Lifecycle Stage': 'Lifecycle Stage',
      },
    },
    'Salesforce, a report': {
      text: '"Account ID","Account Name","Account Owner","Type","Industry","Website","Annual Revenue","Employees","Billing Country","Created Date","Last Modified Date"\n"0015g00000A","Acme","Grace Hopper","Customer - Direct","Food","www.acme.example","$1,250,000.00","120","UK","1/10/2023","11/20/2026"\n"0015g00000B","Bolt","","Prospect","","https://bolt.example","","80","UK","2/10/2023","11/21/2026"\n',
      columns: {
        name: 'Account Name',
        domain: 'Website',
        externalId: 'Account ID',
        owner: 'Account Owner',
        industry: 'Industry',
        asOf: 'Last Modified Date',
        'fact:Annual Revenue': 'Annual Revenue',
        'fact:Type': 'Type',
      },
    },
    'Salesforce, Data Loader': {
      text: 'ID,NAME,WEBSITE,OWNERID,INDUSTRY,ANNUALREVENUE,NUMBEROFEMPLOYEES,LASTMODIFIEDDATE\n0015g00000A,Acme,acme.example,0055g1,Food,1250000,120,2026-11-20T08:00:00.000Z\n0015g00000B,Bolt,bolt.example,0055g1,,,80,2026-11-21T08:00:00.000Z\n',
      columns: { name: 'NAME', domain: 'WEBSITE', externalId: 'ID', industry: 'INDUSTRY', asOf: 'LASTMODIFIEDDATE' },
    },
    Pipedrive: {
      text: 'Organization - Name,Organization - Label,Organization - Address,Organization - People,Organization - Closed deals,Organization - Open deals,Organization - Next activity date,Organization - Owner,Organization - ID,Organization - Organization created,Organization - Update time\nAcme,Customer,"1 High Street, Leeds",2,3,1,,Grace Hopper,17,2023-01-10 09:12:00,2026-11-20 08:00:00\nBolt,,,0,0,2,2026-12-02,Grace Hopper,18,2023-02-10 09:12:00,2026-11-21 08:00:00\n',
      columns: {
        name: 'Organization - Name',
        externalId: 'Organization - ID',
        owner: 'Organization - Owner',
        asOf: 'Organization - Update time',
        'fact:Organization - Open deals': 'Organization - Open deals',
      },
    },
    'one row a contact': {
      text: 'First Name,Last Name,Email,Job Title,Company Name\nAda,Byron,ada@acme.example,CFO,Acme\nBob,Boyle,bob@acme.example,CEO,Acme\nCarl,Cox,carl@bolt.example,,Bolt\n',
      columns: {
        name: 'Company Name',
        firstName: 'First Name',
        lastName: 'Last Name',
        role: 'Job Title',
        email: 'Email',
      },
    },
  };

describe('A file of customers', () => {
  test.each(Object.entries(exports))('is understood as %s writes it', async (_name, { text, columns }) => {
    const plan = await planCustomers(text);
    expect(columnsOf(plan)).toMatchObject(columns);
    expect(plan.questions).toEqual([]);
  });

  test('says who is there, also several people in a cell or a name in two columns', async () => {
    const [acme] = itemsOf(await planCustomers(exports.HubSpot?.text ?? ''));
    expect(acme).toMatchObject({
      ...{ name: 'Acme', domain: 'acme.example', externalId: '30281', since: '2024-02-01', at: '2026-11-20T08:00:00Z' },
      contacts: ['Ada Byron, ada@acme.example', 'Bob Boyle, bob@acme.example'],
    });
    const [ada] = itemsOf(await planCustomers(exports['one row a contact']?.text ?? ''));
    expect(ada).toMatchObject({
      name: 'Acme',
      contacts: [{ name: 'Ada Byron', role: 'CFO', email: 'ada@acme.example' }],
    });
  });

  test('of a German Excel has its letters, dates and numbers, and codes stay as they are', async () => {
    const text =
      'Kundennummer;Firma;Webseite;Ansprechpartner;E-Mail;Kunde seit;Umsatz;Rabatt;Vertragsende;PLZ;Aktiv\r\n' +
      '17;Müller & Söhne GmbH;mueller.example;Jörg Müller;joerg@mueller.example;01.04.2019;1.250.000,50 €;1.250;31.12.2026;01234;true\r\n' +
      '18;Stern AG;stern.example;;;15.11.2021;740.500 €;2,5;30.06.2027;80331;false\r\n';
    const [first, second] = itemsOf(
      await planCustomers(Buffer.from(text.replaceAll('€', 'EUR'), 'latin1'), { encoding: 'latin1' }),
    );
    expect(first).toMatchObject({
      ...{ name: 'Müller & Söhne GmbH', domain: 'mueller.example', externalId: '17', since: '2019-04-01' },
      contacts: [{ name: 'Jörg Müller', email: 'joerg@mueller.example' }],
      facts: { Umsatz: 1_250_000.5, Rabatt: 1_250, Vertragsende: '2026-12-31', PLZ: '01234', Aktiv: true },
    });
    expect(second).toMatchObject({ facts: { Umsatz: 740_500, Rabatt: 2.5, PLZ: '80331', Aktiv: false } });
  });

  test('of an American Excel has the month first and a decimal point', async () => {
    const plan = await planCustomers(
      'Company,Customer since,Renewal,Revenue,Discount,Day\nAcme,4/1/2019,12/31/2026,"$1,250,000.50",1.250,46022\nBolt,11/15/2021,6/30/2027,"$740,500",2.5,46023\n',
    );
    expect(itemsOf(plan)).toMatchObject([
      { since: '2019-04-01', facts: { Renewal: '2026-12-31', Revenue: 1_250_000.5, Discount: 1.25 } },
      { since: '2021-11-15', facts: { Renewal: '2027-06-30', Revenue: 740_500, Discount: 2.5 } },
    ]);
  });

  test('asks for the order of dates where nothing tells', async () => {
    const plan = await planCustomers('Company,Customer since\nAcme,4/1/2019\nBolt,5/6/2021\n');
    expect(plan.questions.map(({ field }) => field)).toEqual(['date-format']);
  });

  test('is told apart by what stands in nameless columns, and keeps the rest as facts', async () => {
    const plan = await planCustomers(
      'Company,X1,X2,Colour\nAcme,acme.example,ada@acme.example,red\nBolt,bolt.example,bob@bolt.example,blue\nCedar,cedar.example,carl@cedar.example,red\n',
    );
    expect(columnsOf(plan)).toEqual({ name: 'Company', domain: 'X1', email: 'X2', 'fact:Colour': 'Colour' });
  });

  test('keeps columns out by --map ignore=, and those beyond the room for facts', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `Fact ${index}`);
    const text = `Company,Note,${many.join(',')}\nAcme,x,${many.map(() => 'y').join(',')}\n`;
    const plan = await planCustomers(text, { maps: ['ignore=Note', 'ignore=Fact 0'] });
    expect(plan.columns.keptOut).toEqual(['Note', 'Fact 0', 'Fact 37', 'Fact 38', 'Fact 39']);
  });

  test('without a name says which columns are there and what to type', async () => {
    await expect(planCustomers('Colour,Size\nred,1\n')).rejects.toThrow(
      'No column is named like a customer (name, company, account, organisation, customer). Found: "Colour", "Size". Say which one holds the customers’ names: --map name="Colour"',
    );
  });

  test('names its fields, and what becomes of other columns, where a field is not known', async () => {
    await expect(planCustomers('Company,Plan\nAcme,Gold\n', { maps: ['colour=Plan'] })).rejects.toThrow(
      'There is no field "colour"; the nearest is owner. Fields: name, domain, id, aliases, segment, owner, industry, since, contact, first name, last name, role, email, preferences, as of. Other columns are kept as facts under their own names; ignore="COLUMN" keeps one out.',
    );
  });

  test('with ids that a spreadsheet has rounded is refused', async () => {
    await expect(planCustomers('ID,Company\n1.18413E+11,Acme\n1.18413E+11,Bolt\n')).rejects.toThrow('Excel rounded');
  });

  test('leaves rows of nobody out, and says why a date can’t be read', async () => {
    const plan = await planCustomers(
      'Company,Domain,Since\n-,,\n,bolt.example,\nAcme,,2019-04-01\nCedar,,next spring\n',
    );
    expect([...plan.facts.leftOut]).toEqual([['no name', 1]]);
    expect(itemsOf(plan)).toMatchObject([
      { name: 'bolt.example' },
      { name: 'Acme' },
      { field: 'since', fault: '“next spring” is no date that can be read. Write it as 2026-03-31.' },
    ]);
  });

  test('shows what it understood before anything counts', async () => {
    const wish = { file: customerFile, path: '', ground, maps: [], source: 'import' };
    const plan = await planCustomers('Company;Domain;Revenue\nAcme;acme.example;1.250,5\nBolt;bolt.example;7\n');
    const lines = planLines(plan, wish, { file: 'customers.csv', organisation: 'Northlight' });
    expect(lines).toEqual([
      'customers.csv: customers, into Northlight',
      'Columns:',
      '  name        Company: 2 names',
      '  domain      Domain: addresses of companies',
      '  fact        Revenue: a number',
      'Rows: 2.',
      'Facts are of today: no column says when they were last changed.',
      'Numbers are written as 1.234,5, with a decimal comma.',
      'First rows:',
      '  line 2: name Acme · domain acme.example · facts Revenue 1250.5',
      '  line 3: name Bolt · domain bolt.example · facts Revenue 7',
      'Customers are known by id, domain, name and alias: a second run of this file changes nothing.',
    ]);
  });
});
