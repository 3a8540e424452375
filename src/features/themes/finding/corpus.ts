/** The words of many texts, kept small: each text is a row of numbers, and the texts themselves are not kept. Pure. */
import { type Word, wordsOf, wordsOfNames } from '../rules/words.js';

/** A text to find themes in. */
export interface FindingItem {
  readonly text: string;
  /** Customer and author: their names are no themes. */
  readonly names: readonly string[];
  /** It is counted where it belongs, and no word of it is used. */
  readonly confidential: boolean;
}

/** Words and texts by number. */
export class Corpus {
  readonly #idOf = new Map<string, number>();
  readonly stems: string[] = [];
  readonly #forms: Map<string, number>[] = [];
  /** By text: its words in order; one that stands right behind another is written as −1 − id. */
  readonly rows: Int32Array[] = [];
  readonly isConfidential: boolean[] = [];

  add({ text, names, confidential }: FindingItem): void {
    const words = wordsOf(text, wordsOfNames(names));
    const row = words.map((word) =>
      word.follows ? -1 - this.#take(word, confidential) : this.#take(word, confidential),
    );
    this.rows.push(Int32Array.from(row));
    this.isConfidential.push(confidential);
  }

  /** undefined: nobody said it. */
  idOf(stem: string): number | undefined {
    return this.#idOf.get(stem);
  }

  /** A term made of two. */
  addPair(stem: string, first: number, second: number): number {
    const id = this.stems.push(stem) - 1;
    this.#idOf.set(stem, id);
    this.#forms.push(new Map([[`${this.formOf(first)} ${this.formOf(second)}`, 1]]));
    return id;
  }

  /** As most people write it. */
  formOf(id: number): string {
    const forms = this.#forms[id] ?? new Map<string, number>();
    const [[form, count] = ['', 0]] = [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    // At the beginning of a sentence everything is written large.
    const small = form.toLowerCase();
    return 3 * (forms.get(small) ?? 0) >= count || (form.length > 3 && form === form.toUpperCase()) ? small : form;
  }

  #take({ stem, form }: Word, confidential: boolean): number {
    let id = this.#idOf.get(stem);
    if (id === undefined) {
      id = this.stems.push(stem) - 1;
      this.#idOf.set(stem, id);
      this.#forms.push(new Map());
    }
    const forms = this.#forms[id];
    if (!confidential && forms) forms.set(form, (forms.get(form) ?? 0) + 1);
    return id;
  }
}
