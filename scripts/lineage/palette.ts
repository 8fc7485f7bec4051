/** Colours of a diagram, for paper or screen. Words and shapes say the same: nothing is told by colour alone. */
export const LIGHT = {
  ground: "#ffffff",
  text: "#1a1a1a",
  /** Of words that matter less, on the ground. */
  faint: "#595959",
  edge: "#767676",
  /** Of what is proven, on any fill. */
  proven: "#0b5a28",
  /** Of what only this vault shows, on any fill. */
  hidden: "#8a1046",
  accent: "#0b57d0",
  fill: { mint: "#d3e8fb", split: "#eeeeee", merge: "#fdf0c4", weaken: "#f7e2d3", refine: "#e6dafb" },
  line: { active: "#1a7f37", offered: "#9a5b00", held: "#b3001e", consumed: "#6b6b6b", retired: "#5a3fa0" },
};

export const DARK: typeof LIGHT = {
  ground: "#14161a",
  text: "#f2f2f2",
  faint: "#b3b8c0",
  edge: "#8a919c",
  proven: "#8be0a4",
  hidden: "#ffb3d1",
  accent: "#8ab4f8",
  fill: { mint: "#12395a", split: "#33373d", merge: "#4a3d0a", weaken: "#4d2f1a", refine: "#3b2a63" },
  line: { active: "#57c878", offered: "#f0a63c", held: "#ff8a97", consumed: "#9aa0a9", retired: "#b7a1f5" },
};
