import { attributesInSet, type AttributeTable } from "./attributes.ts";

/** Words that mean something else at the beginning of a policy's clause. */
const TAKEN = ["primary", "mass", "co2e", "audited", "no", "anything", "attribute"];

/** What an attribute is called: its name, or its number where the name has another meaning in a clause, or might. */
export function wordOf(index: number, attributes: AttributeTable): string {
  const name = attributes[index]?.name ?? "";
  return /^[a-z][a-z0-9-]*$/.test(name) && !TAKEN.includes(name) ? name : `attribute ${index}`;
}

/** Some attributes as in a policy: `non-asm + asm-assessed`. */
export function attributesInWords(set: bigint, attributes: AttributeTable): string {
  return attributesInSet(set)
    .map((j) => wordOf(j, attributes))
    .join(" + ");
}

/** The words for all attributes that are defined. */
export function attributeNames(attributes: AttributeTable): string[] {
  return attributes.flatMap((attribute, j) => (attribute === undefined ? [] : wordOf(j, attributes)));
}
