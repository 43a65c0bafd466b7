// Light or dark theme: the reader's choice, or else the system setting. Runs before the page is rendered.
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (stored() ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    root.dataset.theme = isDark() ? "dark" : "light";
    document.querySelector(".theme")?.setAttribute("aria-pressed", String(isDark()));
  };
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", next); } catch { /* only for this page */ }
      root.dataset.theme = next;
      button.setAttribute("aria-pressed", String(next === "dark"));
    });
    show();
  });
})();
