/** Reads texts of SQL from the source. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Texts of a file that may hold SQL: templates with what stands in them, and plain strings. */
export function statementsIn(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      found.push(node.getText());
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}
