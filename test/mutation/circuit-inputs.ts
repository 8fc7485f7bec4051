import manifest from "../../circuits/circuits.json" with { type: "json" };
import { circuitSources } from "../../scripts/setup/circuit-sources.ts";
import type { TemplateInputs } from "./circuit-mutants.ts";

/** The sizes of the inputs of every template that the circuits include, circomlib's too. */
export function templateInputs(root: string): TemplateInputs {
  const inputs = new Map<string, string[]>();
  for (const { file } of manifest.circuits) {
    for (const text of circuitSources(root, `circuits/${file}`).values()) {
      for (const part of text.split(/^template /m).slice(1)) {
        const name = /^\w+/.exec(part)?.[0] ?? "";
        inputs.set(
          name,
          [...part.matchAll(/^\s*signal input \w+(?:\[(\w+)\])?/gm)].map(([, size = ""]) => size),
        );
      }
    }
  }
  return (template) => {
    const found = inputs.get(template);
    if (found === undefined) throw new Error(`there is no template ${template}`);
    return found;
  };
}
