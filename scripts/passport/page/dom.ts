type Child = Node | string;

/** An element with attributes and children. Text, whoever wrote it, only ever becomes text. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button that does something. */
export function button(label: string, kind: "main" | "plain", act: () => void): HTMLButtonElement {
  const element = el("button", { type: "button", class: kind }, label);
  element.addEventListener("click", act);
  return element;
}

/** A hash, an id or an address, which may break anywhere. */
export function code(text: string): HTMLElement {
  return el("code", { translate: "no" }, text);
}

/** A section under a heading of the second level, which names it. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  const heading = el("h2", { id: `${id}-title` }, title);
  return el("section", { id, "aria-labelledby": heading.id }, heading, ...children);
}

export function list(items: readonly Child[]): HTMLUListElement {
  return el("ul", {}, ...items.map((item) => el("li", {}, item)));
}
