// Search and filters over `errorCatalog` from search-index.js. Without this script, the page lists all errors.
(() => {
  const MOST = 100;
  const $ = (selector) => document.querySelector(selector);
  const [form, filters, query] = [$(".search"), $(".filters"), $(".search input")];
  const [all, results, found] = [$(".all"), $(".results"), $(".found")];
  const errors = (window.errorCatalog ?? []).map((error) => ({ ...error, key: error.code.toLowerCase(), text: error.text.toLowerCase() }));
  form.hidden = false;
  const filtering = $(".filtering");
  filtering.hidden = filters.querySelector("select") === null;
  filtering.open = matchMedia("(min-width: 48.01rem)").matches;

  const chosen = () => Object.fromEntries([...filters.elements].filter((e) => e.name && e.value).map((e) => [e.name, e.value]));
  const fits = (error, words, filter) =>
    Object.entries(filter).every(([name, value]) => [error[name]].flat().map(String).includes(value)) &&
    words.every((word) => error.text.includes(word));
  // Exact match of the code first, then codes with this prefix, then codes that contain the text.
  const rank = ({ key }, text) => (key === text ? 0 : key.startsWith(text) ? 1 : key.includes(text) ? 2 : 3);
  const ranked = (hits, text) => {
    const ranks = [[], [], [], []];
    for (const hit of hits) ranks[rank(hit, text)].push(hit);
    return ranks.flat();
  };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const item = (error) => {
    const link = element("a", { href: error.href }, element("code", { textContent: error.code }));
    const parts = [link];
    if (error.status) parts.push(" ", element("span", { className: `status s${String(error.status)[0]}`, textContent: error.status }));
    parts.push(element("p", { textContent: error.message }));
    return element("li", {}, ...parts);
  };

  const update = () => {
    const text = query.value.trim().toLowerCase();
    const filter = chosen();
    const searches = text !== "" || Object.keys(filter).length > 0;
    // Unlike `hidden`, this class keeps the layout of thousands of errors.
    all.classList.toggle("skipped", searches);
    results.hidden = !searches;
    if (!searches) {
      found.textContent = "";
      results.replaceChildren();
      return;
    }
    const words = text.split(/\s+/).filter(Boolean);
    const hits = errors.filter((error) => fits(error, words, filter));
    results.replaceChildren(...ranked(hits, text).slice(0, MOST).map(item));
    const more = hits.length > MOST ? `, showing the first ${MOST}` : "";
    found.textContent = hits.length === 1 ? "1 error" : `${hits.length} errors${more}`;
  };

  query.addEventListener("input", update);
  filters.addEventListener("change", update);
  filters.addEventListener("reset", () => { query.value = ""; setTimeout(update); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });

  // Keyboard: `/` focuses the search, Escape clears it, the arrow keys move through the results.
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape" && (writes === query || results.contains(event.target))) {
      query.value = "";
      update();
      query.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !results.hidden && (writes === query || results.contains(event.target))) {
      const links = [...results.querySelectorAll("a")];
      const place = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (links[place] ?? query).focus();
    }
  });

  // The URL can contain a search: `index.html?q=rate`.
  const wanted = new URLSearchParams(location.search);
  query.value = wanted.get("q") ?? "";
  for (const select of filters.querySelectorAll("select")) select.value = wanted.get(select.name) ?? "";
  update();
})();
