import { expect } from "chai";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";

const FILE = "test/contracts/PROPERTIES.md";

/** Each property with the files that it points to. */
const properties = new Map(
  readFileSync(FILE, "utf8")
    .split(/^- (?=\*\*P-)/m)
    .slice(1)
    .map((text) => {
      const [, id = ""] = /^\*\*(P-\d+)\*\*/.exec(text) ?? [];
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) =>
        path.join(path.dirname(FILE), link),
      );
      return [id, links] as const;
    }),
);

/** The ids that stand in a file. */
const idsIn = (file: string): string[] => readFileSync(file, "utf8").match(/\bP-\d+\b/g) ?? [];

describe("PROPERTIES.md", () => {
  it("numbers its properties without a gap", () => {
    const ids = [...properties.keys()];
    expect(ids).to.have.length.greaterThan(20);
    expect(ids).to.deep.equal(ids.map((_, i) => `P-${i + 1}`));
  });

  it("points, for each property, to files that are there, and to one that names it", () => {
    for (const [id, links] of properties) {
      for (const link of links) expect(existsSync(link), `${id}: ${link}`).to.equal(true);
      expect(
        links.some((link) => idsIn(link).includes(id)),
        id,
      ).to.equal(true);
    }
  });

  it("has every property that test code names", () => {
    const files = globSync("test/**/*.{ts,sol}");
    const named = new Set(files.flatMap(idsIn));
    expect([...named].filter((id) => !properties.has(id))).to.deep.equal([]);
    expect([...properties.keys()].filter((id) => !named.has(id))).to.deep.equal([]);
  });
});
