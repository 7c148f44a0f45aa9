"use strict";
(() => {
  const byId = (name) => document.getElementById(name);

  // --- the list of applications: searched, filtered, sorted ---
  const list = byId("applications");
  if (list) {
    const all = [...list.children];
    const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    let texts = null;
    const read = () => { texts = texts || new Map(all.map((one) => [one, fold(one.textContent)])); };
    const search = byId("search"), verdict = byId("by-verdict"), rule = byId("by-rule"), country = byId("by-country");
    const filter = () => {
      read();
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of all) {
        const data = one.dataset;
        const fits = (!verdict.value || data.verdict === verdict.value)
          && (!rule.value || data.rules.split(" ").includes(rule.value))
          && (!country.value || data.country === country.value)
          && words.every((word) => texts.get(one).includes(word));
        if (one.hidden === fits) one.hidden = !fits;
        shown += fits;
      }
      byId("found").value = byId("found").dataset.words.replace("{shown}", shown).replace("{all}", all.length);
      byId("none-found").hidden = shown > 0;
    };
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" }).compare;
    const keys = {
      ref: (one) => one.id, name: (one) => one.dataset.name, country: (one) => one.dataset.country,
      verdict: (one) => one.dataset.verdict, price: (one) => one.dataset.price, time: (one) => one.dataset.time,
    };
    byId("order").addEventListener("change", (event) => {
      const key = keys[event.target.value];
      const last = (one) => key(one) === "";
      list.append(...[...all].sort((a, b) => last(a) - last(b) || compare(key(a), key(b)) || compare(a.id, b.id)));
    });
    const open = (state) => () => all.forEach((one) => { if (!one.hidden) one.open = state; });
    byId("open-all").addEventListener("click", open(true));
    byId("close-all").addEventListener("click", open(false));
    byId("tools").addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("focus", read);
    search.addEventListener("input", filter);
    for (const choice of [verdict, rule, country]) choice.addEventListener("change", filter);
    byId("tools").hidden = false;
    byId("found").value = byId("found").dataset.words.replace("{shown}", all.length).replace("{all}", all.length);
  }

  // --- a link to an application opens it ---
  const reveal = () => {
    const one = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (one && one.tagName === "DETAILS") { one.hidden = false; one.open = true; one.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // --- tables that are sorted by their headings ---
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    const rows = [...body.rows];
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    heads.forEach((head, at) => {
      const button = document.createElement("span"); // Chromium repeats no heading on paper that holds a real button
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
      });
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[at].dataset.by ?? row.cells[at].textContent;
        body.append(...[...rows].sort((a, b) => (down ? -1 : 1) * compare(key(a), key(b))));
      });
    });
  }

  // --- the picture of scores: pointed at, or walked through by the arrow keys ---
  const heat = byId("heat"), panel = byId("pair");
  if (heat) {
    const data = JSON.parse(byId("heat-data").textContent);
    const rows = [...heat.tBodies[0].rows];
    const cell = (row, column) => rows[row].cells[column + 1];
    let at = [0, 0];
    const show = (row, column) => {
      const pair = data.pairs[row][column], score = cell(row, column).textContent;
      const lines = Array.isArray(pair)
        ? pair.map((part, criterion) => part < 0 ? "" : `${data.criteria[criterion]} ${data.parts[criterion][part]}`)
        : [pair ? data.barred[pair - 1] : ""];
      const whole = [`${data.mentees[row]} × ${data.mentors[column]}: ${score}`, ...lines].join("\n");
      panel.textContent = whole.replace(/\u200b(.)/g, (_, letter) => data.areas[letter.charCodeAt(0) - 97]);
    };
    const where = (event) => {
      const found = event.target.closest && event.target.closest("#heat tbody td");
      return found && [rows.indexOf(found.parentNode), found.cellIndex - 1];
    };
    const go = (row, column) => {
      cell(...at).tabIndex = -1;
      at = [row, column];
      cell(...at).tabIndex = 0;
    };
    const steps = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      Home: [0, -1e6], End: [0, 1e6], PageUp: [-10, 0], PageDown: [10, 0],
    };
    const held = (value, most) => Math.min(Math.max(value, 0), most - 1);
    heat.addEventListener("keydown", (event) => {
      const step = steps[event.key], here = where(event);
      if (!step || !here || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(held(here[0] + step[0], rows.length), held(here[1] + step[1], data.mentors.length));
      cell(...at).focus();
    });
    for (const kind of ["mouseover", "focusin", "click"]) {
      heat.addEventListener(kind, (event) => {
        const here = where(event);
        if (!here) return;
        if (kind !== "mouseover") go(...here);
        show(...here);
      });
    }
    heat.setAttribute("role", "grid");
    cell(0, 0).tabIndex = 0;
    panel.hidden = false;
  }
})();
