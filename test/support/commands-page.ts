/** `docs/commands.md`, made of the rooms' own help, and the same in every language; test/project/docs.test.ts holds the files to it. */
import { aliasesOf } from '../../src/chat/command-line.js';
import type { Feature } from '../../src/chat/feature.js';
import { english, isRightToLeft, languages, ownName } from '../../src/kernel/language/languages.js';
import { inLanguage } from '../../src/kernel/language/reader.js';
import { say, sayIfKnown } from '../../src/kernel/language/say.js';

/** What stands above and around the tables, which only this page says. */
interface PageWords {
  readonly head: string;
  /** Heads the columns of what is typed, of its second name, and of what it does. */
  readonly columns: readonly [string, string, string];
  /** The rooms that have no title of their own. */
  readonly untitled: string;
}

const words: Readonly<Record<string, PageWords>> = {
  [english]: {
    head: `# Commands

Made of the rooms' own help; \`WRITE_DOCS=1 npm test -- project/docs\` writes it again. LINKS

In Slack and in the playground type them after \`/customer\`, in Teams after \`@Empty Chair\`, and in a private chat with the
bot as they stand. Without its text a command opens its form. Details go anywhere in the line: \`customer:Acme\` or
\`customer:"Acme Ltd"\`. What only champions and admins may do is marked with *.

Questions in plain words are answered too: *what do I owe?*, *what's open?*, *who owns F-3?*, *how are we doing?*, *when is
the next meeting?*
`,
    columns: ['type', '', 'and'],
    untitled: 'People and settings',
  },
  ur: {
    head: `# کمانڈز

یہ صفحہ کمروں کی اپنی مدد سے بنتا ہے؛ \`WRITE_DOCS=1 npm test -- project/docs\` اسے دوبارہ لکھتا ہے۔ LINKS

Slack اور آزمائشی صفحے میں کمانڈ \`/customer\` کے بعد لکھیں، Teams میں \`@Empty Chair\` کے بعد، اور بوٹ سے نجی چیٹ میں جوں کی
توں۔ متن کے بغیر کمانڈ اپنا فارم کھولتی ہے۔ تفصیلات سطر میں کہیں بھی لکھی جا سکتی ہیں: \`customer:Acme\` یا
\`customer:"Acme Ltd"\`۔ جو صرف گاہکوں کے نمائندے اور منتظمین کر سکتے ہیں اس پر * کا نشان ہے۔
`,
    columns: ['لکھیں', 'یا', 'تو'],
    untitled: 'لوگ اور سیٹنگز',
  },
  hy: {
    head: `# Հրամաններ

Այս էջը կազմված է սենյակների սեփական օգնությունից. \`WRITE_DOCS=1 npm test -- project/docs\` նորից գրում է այն։ LINKS

Slack-ում և փորձադաշտում գրեք դրանք \`/customer\`-ից հետո, Teams-ում՝ \`@Empty Chair\`-ից հետո, իսկ բոտի հետ անձնական
զրույցում՝ ինչպես կան։ Առանց տեքստի հրամանը բացում է իր ձևը։ Մանրամասները կարող են լինել տողի ցանկացած մասում՝
\`customer:Acme\` կամ \`customer:"Acme Ltd"\`։ Միայն հաճախորդների պաշտպանին և ադմիններին թույլատրվածը նշված է * նշանով։
`,
    columns: ['գրեք', 'կամ', 'և'],
    untitled: 'Մարդիկ և կարգավորումներ',
  },
  es: {
    head: `# Comandos

Esta página sale de la ayuda de cada sala; \`WRITE_DOCS=1 npm test -- project/docs\` la vuelve a escribir. LINKS

En Slack y en la zona de pruebas escríbelos después de \`/customer\`, en Teams después de \`@Empty Chair\`, y en un chat privado
con el bot tal como están. Sin su texto, un comando abre su formulario. Los detalles van en cualquier parte de la línea:
\`customer:Acme\` o \`customer:"Acme Ltd"\`. Lo que solo pueden hacer el defensor del cliente y los administradores lleva un *.
`,
    columns: ['escribe', 'o', 'y'],
    untitled: 'Personas y ajustes',
  },
};

/** Where the page of a language stands. */
export const commandsPath = (language: string): string =>
  language === english ? 'docs/commands.md' : `docs/commands.${language}.md`;

/** The page's text in one of our languages. */
export function commandsPage(features: readonly Feature[], language: string): string {
  const own = words[language];
  if (!own) throw new Error(`test/support/commands-page.ts has no head in ${language}.`);
  const page = own.head.replace('LINKS', linksTo(language)) + inLanguage(language, () => tables(features, own));
  return isRightToLeft(language) ? `<div dir="rtl">\n\n${page}\n</div>\n` : page;
}

const linksTo = (language: string): string =>
  languages()
    .filter((each) => each !== language)
    .map((each) => `[${ownName(each)}](${commandsPath(each).replace('docs/', '')})`)
    .join(' · ');

function tables(features: readonly Feature[], { columns, untitled }: PageWords): string {
  const hasAliases = columns[1] !== '';
  const row = ([typed, alias, does]: readonly [string, string, string]) =>
    hasAliases ? `| ${typed} | ${alias} | ${does} |` : `| ${typed} | ${does} |`;
  return features
    .flatMap(({ title, commands = [] }) => {
      if (commands.length === 0) return [];
      const rows = commands.map(({ name, usage, does, allowed }) =>
        row([
          `\`${usage.replaceAll('|', '\\|')}\``,
          aliasesOf(name)
            .map((alias) => `\`${alias}\``)
            .join(' '),
          `${say(does)}${allowed === 'champion' ? ' *' : ''}`,
        ]),
      );
      const heading = title === undefined ? untitled : sayIfKnown(title);
      return [`\n## ${heading}\n\n${row(columns)}\n${row(['---', '---', '---'])}\n${rows.join('\n')}\n`];
    })
    .join('');
}
