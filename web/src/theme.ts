// Light or dark: what the system says, unless somebody chose.

import { one } from "./dom";

const KEY = "rapporteur-theme";

export function watchTheme(): void {
  const root = document.documentElement;
  const chosen = localStorage.getItem(KEY);
  if (chosen) root.dataset["theme"] = chosen;
  one("#theme")?.addEventListener("click", () => {
    const dark = root.dataset["theme"]
      ? root.dataset["theme"] === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset["theme"] = dark ? "light" : "dark";
    localStorage.setItem(KEY, root.dataset["theme"]);
  });
}
