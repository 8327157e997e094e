
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const say = (text) => { byId("said").textContent = text; };

  for (const control of all("[data-js]")) control.hidden = false;

  // Copy
  const written = async (text, block) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(block);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand("copy");
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const block = button.closest(".proposal").querySelector("pre code");
    const label = button.firstChild;
    const done = await written(block.textContent.trimEnd() + "\n", block);
    label.data = done ? "Copied" : "Selected: copy it by hand";
    say(label.data);
    setTimeout(() => { label.data = "Copy"; }, 2500);
  });

  // Links into folded parts open them
  const reveal = (hash) => {
    const target = hash.length > 1 && byId(hash.slice(1));
    if (!target) return;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal(link.hash);
  });
  reveal(location.hash);

  const fold = (open) => () => { for (const part of all("details.badge")) part.open = open && !part.hidden; };
  byId("open-all")?.addEventListener("click", fold(true));
  byId("close-all")?.addEventListener("click", fold(false));

  // Sort
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const rank = ["bad", "broken", "open", "waived", "info", "good", "none"];
  const value = (cell) => {
    const tone = rank.indexOf(cell.className);
    return tone < 0 ? cell.dataset.v ?? cell.textContent.trim() : String(tone);
  };
  for (const table of all("table.sortable")) {
    const heads = all("th[data-col]", table);
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      const place = head.querySelector(":scope > :is(span, bdi)") ?? head;
      button.append(...place.childNodes);
      place.append(button);
      const column = Number(head.dataset.col);
      button.addEventListener("click", () => {
        const numbers = head.classList.contains("up") ? column === 1 : column > 2;
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : numbers;
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
        rows.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
        body.append(...rows.map(([, row]) => row));
        say(`Sorted by ${button.textContent.trim()}, ${down ? "descending" : "ascending"}`);
      });
    }
  }

  // Filter
  const find = byId("find");
  if (!find) return;
  const state = byId("state");
  const refused = byId("refused");
  const rows = all(".list tbody tr").map((row) => [row, row.cells[0].textContent.toLowerCase()]);
  const others = all("[data-badge]").filter((part) => !part.closest(".list"));
  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set();
    for (const [row, text] of rows) {
      const fits = words.every((word) => text.includes(word))
        && (state.value === "" || row.dataset.state === state.value)
        && (!refused.checked || "refused" in row.dataset);
      row.hidden = !fits;
      if (fits) shown.add(row.dataset.badge);
    }
    for (const part of others) part.hidden = !shown.has(part.dataset.badge);
    byId("shown").textContent = `${shown.size} of ${rows.length} shown`;
  };
  for (const control of [find, state, refused]) control.addEventListener("input", filter);
  filter();
})();
