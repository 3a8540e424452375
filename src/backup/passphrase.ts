/** The passphrase of a backup: from a file, from the environment, or typed at the terminal without being shown. */
import { readFile } from 'node:fs/promises';
import { InvalidInput, NotFound } from '../kernel/errors.js';

export interface PassphraseFrom {
  /** `--passphrase-file`. */
  readonly file: string | undefined;
  /** BACKUP_PASSPHRASE. */
  readonly environment: string | undefined;
  /** Absent: nobody sits there. */
  readonly askSecret?: (question: string) => Promise<string>;
}

const shortest = 12;

/** @param isNew it is chosen now: asked twice, and not too short */
export async function readPassphrase(from: PassphraseFrom, isNew: boolean): Promise<string> {
  const given = from.file === undefined ? from.environment : await readLine(from.file);
  const passphrase = given ?? (await ask(from, isNew));
  if (isNew && passphrase.length < shortest)
    throw new InvalidInput(
      'backup.shortPassphrase',
      `The passphrase has ${passphrase.length} characters. Whoever has the file can try many: take at least ${shortest}, such as four random words.`,
    );
  return passphrase;
}

async function readLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new NotFound('backup.noPassphraseFile', `There is no file ${file}, or it may not be read.`);
  });
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function ask({ askSecret }: PassphraseFrom, isNew: boolean): Promise<string> {
  if (!askSecret)
    throw new InvalidInput(
      'backup.noPassphrase',
      'Nobody sits at a terminal to type the passphrase. Set BACKUP_PASSPHRASE, or name a file: --passphrase-file FILE',
    );
  const typed = await askSecret('Passphrase: ');
  if (isNew && (await askSecret('The same again: ')) !== typed)
    throw new InvalidInput('backup.twoPassphrases', 'That was not the same. Nothing was written. Run it again.');
  return typed;
}
