import { App } from "./app.ts";
import { readEmbedded } from "./embedded.ts";
import { firstLanguage } from "./languages.ts";

const text = document.getElementById("passport")?.textContent ?? "";
const words = firstLanguage(location.search, navigator.languages);
new App(words, readEmbedded(text, location.hash));
// another pack's link, opened on the same page
addEventListener("hashchange", () => {
  location.reload();
});
