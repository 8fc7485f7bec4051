import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

/** A phrase`…` in the sources. */
export interface SourcePhrase {
  readonly template: string;
  /** `file:line`. */
  readonly where: string;
}

/** Every phrase of the sources, as the catalogues know it. */
export function sourcePhrases(root: string): SourcePhrase[] {
  const files = globSync("{scripts,tasks}/**/*.ts", { cwd: root }).sort();
  return files.flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(root, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const found: SourcePhrase[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === "phrase") {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push({ template: templateOf(node.template), where: `${file}:${line + 1}` });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

function templateOf(literal: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(literal)) return literal.text;
  return literal.templateSpans.reduce(
    (text, span, i) => `${text}{{${i}}}${span.literal.text}`,
    literal.head.text,
  );
}
