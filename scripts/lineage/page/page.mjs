/* global document, window */
// The page's script: folds, finds, moves and zooms. Lots are numbered from the oldest, so parents come before children.

const byId = (id) => document.getElementById(id);
const canvas = byId("canvas");
const svg = canvas.querySelector("svg");
const words = byId("words").dataset;
const said = byId("said");
const query = byId("query");

const lots = [...document.querySelectorAll("li[data-lot]")]
  .sort((a, b) => Number(a.dataset.lot) - Number(b.dataset.lot))
  .map((item, i) => ({
    i,
    item,
    fold: item.querySelector(":scope > .fold"),
    details: item.querySelector(":scope > details"),
    node: byId(`lot${i}`),
    parents: item.dataset.parents === "" ? [] : item.dataset.parents.split(" ").map(Number),
    children: [],
    folded: false,
    visible: true,
    text: item.querySelector(":scope > details").textContent.toLowerCase(),
  }));
for (const lot of lots) for (const parent of lot.parents) lots[parent].children.push(lot.i);
const edges = [...svg.querySelectorAll(".edge")].map((element) => {
  const [from, to] = element.id.slice("edge".length).split("to").map(Number);
  return { element, from: lots[from], to: lots[to] };
});

let selected;
let focused = lots[Number(words.subject)];
let matches = [];

/** A lot is seen if it has no parents, or one that is seen and not folded. */
function redraw() {
  for (const lot of lots) {
    lot.visible = lot.parents.length === 0 || lot.parents.some((i) => lots[i].visible && !lots[i].folded);
    lot.node.classList.toggle("folded-away", !lot.visible);
    lot.item.classList.toggle("folded-away", !lot.visible);
    if (lot.fold !== null) {
      lot.fold.setAttribute("aria-expanded", String(!lot.folded));
      lot.fold.textContent = lot.folded ? "+" : "−";
    }
    lot.node.setAttribute("tabindex", lot === focused ? "0" : "-1");
  }
  for (const { element, from, to } of edges) {
    element.classList.toggle("folded-away", from.folded || !from.visible || !to.visible);
  }
}

function show(lot) {
  const ancestors = new Set(lot.parents);
  for (const i of ancestors) {
    lots[i].folded = false;
    for (const parent of lots[i].parents) ancestors.add(parent);
  }
}

function select(lot, { open = true } = {}) {
  for (const element of document.querySelectorAll(".selected")) element.classList.remove("selected");
  selected = lot;
  focused = lot;
  if (!lot.visible) show(lot);
  lot.node.classList.add("selected");
  lot.item.classList.add("selected");
  if (open) lot.details.open = true;
  byId("fold").disabled = lot.children.length === 0;
  redraw();
  lot.item.scrollIntoView({ block: "nearest" });
  if (scale() > UNREADABLE) read(lot);
  else bringIntoView(lot);
}

function fold(lot) {
  if (lot.children.length === 0) return;
  lot.folded = !lot.folded;
  redraw();
  const hidden = lots.filter(({ visible }) => !visible).length;
  said.textContent = words.folded.replace("{n}", String(hidden));
}

function find() {
  const text = query.value.trim().toLowerCase();
  matches = text === "" ? [] : lots.filter((lot) => lot.text.includes(text));
  canvas.classList.toggle("searching", text !== "");
  for (const lot of lots) {
    const isMatch = matches.includes(lot);
    lot.node.classList.toggle("match", isMatch);
    lot.item.classList.toggle("match", isMatch);
  }
  byId("next").disabled = byId("previous").disabled = matches.length === 0;
  said.textContent = text === "" ? "" : words.found.replace("{n}", String(matches.length));
}

function step(by) {
  if (matches.length === 0) return;
  const at = matches.indexOf(selected);
  const to = at < 0 ? (by > 0 ? 0 : matches.length - 1) : (at + by + matches.length) % matches.length;
  select(matches[to], { open: false });
}

// what of the drawing is seen, in its own units
const whole = svg.viewBox.baseVal;
const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
let seen = full;

// in units of the drawing to a pixel, at which letters are ten units high
const READABLE = 0.9;
const UNREADABLE = 1.4;

function look(box) {
  seen = box;
  svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
}

/** Units of the drawing to a pixel. */
function scale() {
  const { width, height } = canvas.getBoundingClientRect();
  return Math.max(seen.width / Math.max(width, 1), seen.height / Math.max(height, 1));
}

function boxOf(lot) {
  const { x, y, width, height } = lot.node.getBBox();
  const matrix = svg.querySelector("g").transform.baseVal.consolidate()?.matrix;
  return { x: x + (matrix?.e ?? 0), y: y + (matrix?.f ?? 0), width, height };
}

function bringIntoView(lot) {
  const box = boxOf(lot);
  const inside =
    box.x >= seen.x &&
    box.y >= seen.y &&
    box.x + box.width <= seen.x + seen.width &&
    box.y + box.height <= seen.y + seen.height;
  if (!inside) centre(lot, seen.width, seen.height);
}

function centre(lot, width, height) {
  const box = boxOf(lot);
  look({ x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height });
}

function zoom(factor, at = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }) {
  const width = Math.min(Math.max(seen.width * factor, 60), full.width * 4 + 400);
  const by = width / seen.width;
  const [x, y] = [at.x - (at.x - seen.x) * by, at.y - (at.y - seen.y) * by];
  look({ x, y, width, height: seen.height * by });
}

function pointOf({ clientX, clientY }) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const unit = scale();
  return {
    x: seen.x + seen.width / 2 + (clientX - left - width / 2) * unit,
    y: seen.y + seen.height / 2 + (clientY - top - height / 2) * unit,
  };
}

/** Shows a lot and its surroundings at a size for reading. */
function read(lot) {
  const { width, height } = canvas.getBoundingClientRect();
  centre(lot, width * READABLE, height * READABLE);
}

function arrow(key) {
  const of = boxOf(focused);
  const middle = of.x + of.width / 2;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const [first] = (key === "ArrowUp" ? focused.parents : focused.children)
      .map((i) => lots[i])
      .filter(({ visible }) => visible);
    return first;
  }
  const beside = lots
    .filter((lot) => lot.visible && lot !== focused)
    .map((lot) => ({ lot, box: boxOf(lot) }))
    .filter(({ box }) => Math.abs(box.y + box.height / 2 - of.y - of.height / 2) < of.height / 2)
    .map(({ lot, box }) => ({ lot, far: (box.x + box.width / 2 - middle) * (key === "ArrowLeft" ? -1 : 1) }))
    .filter(({ far }) => far > 0)
    .sort((a, b) => a.far - b.far);
  return beside[0]?.lot;
}

const keys = {
  Enter: () => select(focused),
  " ": () => select(focused),
  f: () => fold(focused),
  "+": () => zoom(0.8),
  "-": () => zoom(1.25),
  0: () => look(full),
};

canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow")) {
    const to = arrow(event.key);
    event.preventDefault();
    if (to === undefined) return;
    focused = to;
    redraw();
    bringIntoView(to);
    to.node.focus({ preventScroll: true });
  } else if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

canvas.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    zoom(Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY / 400))), pointOf(event));
  },
  { passive: false },
);

// one finger or the mouse moves the drawing, two zoom it
const pointers = new Map();
let moved = false;
canvas.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, event);
  moved = false;
});
canvas.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (before === undefined) return;
  const others = [...pointers.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
  const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
  if (!moved && Math.hypot(dx, dy) < 4) return;
  if (!moved) canvas.setPointerCapture(event.pointerId);
  moved = true;
  if (others.length === 0) look({ ...seen, x: seen.x - dx * scale(), y: seen.y - dy * scale() });
  else {
    const [other] = others;
    const distance = (a) => Math.max(1, Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY));
    zoom(distance(before) / distance(event), pointOf(other));
  }
  pointers.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => pointers.delete(event.pointerId));
}

for (const lot of lots) {
  lot.node.setAttribute("role", "button");
  lot.node.addEventListener("click", () => {
    if (!moved) select(lot);
  });
  lot.node.addEventListener("dblclick", () => fold(lot));
  lot.node.addEventListener("focus", () => {
    focused = lot;
    redraw();
  });
  lot.fold?.addEventListener("click", () => fold(lot));
  lot.details.querySelector("summary").addEventListener("focus", () => {
    if (lot !== selected) select(lot, { open: false });
  });
}
for (const link of document.querySelectorAll("a[data-to]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const lot = lots[Number(link.dataset.to)];
    select(lot);
    lot.details.querySelector("summary").focus();
  });
}
query.addEventListener("input", find);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    query.value = "";
    find();
  }
});
byId("next").addEventListener("click", () => step(1));
byId("previous").addEventListener("click", () => step(-1));
byId("closer").addEventListener("click", () => zoom(0.8));
byId("farther").addEventListener("click", () => zoom(1.25));
byId("all").addEventListener("click", () => look(full));
byId("here").addEventListener("click", () => {
  const subject = lots[Number(words.subject)];
  read(subject);
  select(subject);
});
byId("fold").addEventListener("click", () => fold(focused));
byId("unfold").addEventListener("click", () => {
  for (const lot of lots) lot.folded = false;
  redraw();
});

document.documentElement.classList.add("js");
if (scale() > UNREADABLE) read(focused);
select(focused, { open: false });
window.addEventListener("resize", () => bringIntoView(focused));
