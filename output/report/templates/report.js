"use strict";
// Plots: Vega without eval (ast), as SVG, so that they print sharp; numbers as Russia writes them.
(function () {
  const numbers = { decimal: ",", thousands: "\u00a0", grouping: [3], currency: ["", "\u00a0₽"] };
  const options = { ast: true, actions: false, renderer: "svg", formatLocale: numbers, tooltip: true, logLevel: 1 };
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  for (const place of document.querySelectorAll(".plot")) {
    const plot = json(place.dataset.plot);
    if (place.dataset.rows) plot.datasets = { rows: json(place.dataset.rows) };
    window.vegaEmbed(place, plot, options).catch((error) => { place.textContent = "График не нарисован: " + error.message; });
  }

  // Tables: a click on a heading sorts, a word in the box above filters.
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.key ?? cell.textContent;
    return text !== "" && !isNaN(text) ? Number(text) : text;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "ru", { numeric: true }));
  for (const table of document.querySelectorAll("table.sortable")) {
    table.tHead.addEventListener("click", (event) => {
      const heading = event.target.closest("th");
      if (!heading) return;
      const down = heading.getAttribute("aria-sort") !== "descending";
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].sort((a, b) => compare(key(a, heading.cellIndex), key(b, heading.cellIndex)) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    });
  }
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  for (const box of document.querySelectorAll("input[data-search]")) {
    const rows = document.getElementById(box.dataset.search).tBodies[0].rows;
    box.addEventListener("input", () => {
      let found = 0;
      for (const row of rows) {
        row.hidden = !plain(row.textContent).includes(plain(box.value));
        found += !row.hidden;
      }
      box.nextElementSibling.textContent = box.value ? "строк: " + found : "";
    });
  }

  const everywhere = document.getElementById("everywhere");
  everywhere?.addEventListener("input", () => {
    for (const box of document.querySelectorAll("main input[type=search]")) {
      box.value = everywhere.value;
      box.dispatchEvent(new Event("input"));
    }
  });

  // The list of a month: rows come from JSON and are put in as text, never as HTML.
  for (const place of document.querySelectorAll(".months")) {
    const { rows, shared } = json(place.dataset.months);
    const [select, box, body] = [place.querySelector("select"), place.querySelector("input"), place.querySelector("tbody")];
    const show = () => {
      const lines = [];
      for (const row of rows[select.value]) {
        const cells = [...row.slice(0, -1), ...shared[row[row.length - 1]]];
        if (box.value && !plain(cells.join(" ")).includes(plain(box.value))) continue;
        const line = document.createElement("tr");
        for (const text of cells) line.insertCell().textContent = text;
        lines.push(line);
      }
      body.replaceChildren(...lines);
      place.querySelector(".chosen").textContent = select.selectedOptions[0].textContent;
      place.querySelector("output").textContent = box.value ? "строк: " + lines.length : "";
    };
    select.addEventListener("change", show);
    box.addEventListener("input", show);
    for (const button of place.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        select.selectedIndex = Math.min(Math.max(select.selectedIndex + Number(button.dataset.step), 0), select.options.length - 1);
        show();
      });
    }
  }
})();
