import { Graphviz } from "@hpcc-js/wasm-graphviz";

/** Lays a graph in Graphviz's language out, as SVG. */
export async function svgOf(dot: string): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.layout(dot, "svg", "dot");
}
