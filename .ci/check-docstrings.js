/**
 * `node .ci/check-docstrings.js`: every export of src that another folder imports has a docstring. It prints those that
 * have none, each with its place, and fails when there are more than `allowed`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const allowed = 0;

const root = fileURLToPath(new URL('../', import.meta.url));
const skipped = ['src/storage/generated', 'src/adapters/playground/page'].map((folder) => join(root, folder));
const files = new Map(listFiles(join(root, 'src')).map((file) => [file, readModule(file)]));

const wanted = new Map();
for (const [file, { imports }] of files) {
  for (const { name, from } of imports) noteUse(name, from, file);
}

const missing = [...wanted.values()].filter(({ isDocumented }) => !isDocumented);
const share = Math.floor(100 * (1 - missing.length / wanted.size));
for (const { file, line, name } of missing) console.log(`${relative(root, file)}:${line} ${name}`);
console.log(
  `docstrings: ${missing.length} of ${wanted.size} exports that cross a folder have none (${share} % have one)`,
);
if (missing.length > allowed) {
  console.log(`At most ${allowed} may have none: say above each what it means, with shape, units, zone and errors.`);
  process.exitCode = 1;
} else if (missing.length < allowed) {
  console.log(`Better than before: set \`allowed\` in .ci/check-docstrings.js to ${missing.length}.`);
}

/** Follows `export { name } from` to where it is declared; counts it when the user sits in another folder than that. */
function noteUse(name, from, user) {
  const module = files.get(from);
  const declared = module?.exports.get(name);
  if (declared) {
    if (dirname(from) !== dirname(user)) wanted.set(`${from} ${name}`, { ...declared, file: from, name });
    return;
  }
  const passed = module?.passed.find((each) => each.name === name);
  if (passed) noteUse(passed.original, passed.from, user);
}

function listFiles(folder) {
  if (skipped.includes(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** What a file imports from ours, what it declares for others, and what it passes on from another file. */
function readModule(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const imports = [];
  const passed = [];
  const exports = new Map();
  const local = new Map();
  for (const statement of source.statements) {
    const from = targetOf(statement, file);
    if (ts.isImportDeclaration(statement) && from) {
      for (const { name, propertyName } of namedIn(statement.importClause?.namedBindings)) {
        imports.push({ name: (propertyName ?? name).text, from });
        local.set(name.text, { original: (propertyName ?? name).text, from });
      }
    } else if (ts.isExportDeclaration(statement)) {
      for (const { name, propertyName } of namedIn(statement.exportClause)) {
        const original = (propertyName ?? name).text;
        const source = from ? { original, from } : local.get(original);
        if (source) passed.push({ name: name.text, ...source });
      }
    } else if (isExported(statement)) {
      for (const name of namesOf(statement)) {
        const line = source.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
        // A function with overloads is documented at its first.
        if (!exports.has(name))
          exports.set(name, { line, isDocumented: ts.getJSDocCommentsAndTags(statement).length > 0 });
      }
    }
  }
  return { imports, passed, exports };
}

function targetOf({ moduleSpecifier }, file) {
  if (!moduleSpecifier?.text.startsWith('.')) return null;
  return resolve(dirname(file), moduleSpecifier.text.replace(/\.js$/, '.ts'));
}

function namedIn(bindings) {
  return bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? bindings.elements : [];
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  return statement.name ? [statement.name.text] : [];
}
