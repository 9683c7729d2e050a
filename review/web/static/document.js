// The document page: rows by keyboard, the page of the row at the left with its cells outlined. Keys go by their place on the keyboard,
// so that they work on the Russian layout too.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".document");
  const id = box.dataset.document;
  const rows = document.getElementById("rows");
  const paper = paperOf(id, box, () => outline());
  const cells = new Map(); // key of a row → {field: boxes}, as the server found them on the page
  let current = null;
  let field = null; // the column under the cursor

  const all = () => [...rows.querySelectorAll("article.row")];
  const keyOf = (row) => row.dataset.row;
  const placeOf = (row) => {
    const [plan, key] = keyOf(row).split("/");
    return { document: id, plan: Number(plan), row: key };
  };

  function count() {
    const found = all();
    const left = found.filter((row) => row.dataset.state !== "accepted").length;
    const accepted = document.getElementById("view").dataset.accepted === "true";
    document.getElementById("count").textContent = accepted || (found.length && !left) ? "Документ проверен" : `Осталось проверить: ${left} из ${found.length}`;
  }

  function go(row, focus = true) {
    if (!row) return;
    if (current) {
      current.classList.remove("current");
      current.removeAttribute("aria-current");
    }
    current = row;
    row.classList.add("current");
    row.setAttribute("aria-current", "true");
    if (focus) row.focus({ preventScroll: true });
    point(null);
    locate(row);
    reveal(row);
    paper.show(Number(row.dataset.page) || paper.page || 1);
    if (document.readyState === "complete") history.replaceState(null, "", `#${row.id}`); // before, the browser would scroll there itself
  }

  // The whole row in view; the first row of a plan with the plan's title and period above it, of the document with all that is said of it.
  function reveal(row) {
    const frame = rows.getBoundingClientRect();
    const { bottom } = row.getBoundingClientRect();
    const fits = (head) => bottom - head.getBoundingClientRect().top <= frame.height;
    const plan = row.closest("section.plan");
    const above = row.previousElementSibling.matches("h3") ? [row.previousElementSibling, row] : [row];
    if (row === plan.querySelector("article.row")) above.unshift(plan);
    if (row === rows.querySelector("article.row")) above.unshift(rows.querySelector("#again, .whole, section.plan"));
    const head = above.find(fits) || row;
    if (head.getBoundingClientRect().top < frame.top || !fits(row)) head.scrollIntoView({ block: "start" });
    else if (bottom > frame.bottom) row.scrollIntoView({ block: "end" });
  }

  // The cursor on a column of the row: its cell is outlined on the page, and editing begins with it.
  function point(next) {
    if (field) field.classList.remove("pointed");
    field = next;
    if (field) field.classList.add("pointed");
    outline();
  }

  function turn(by) {
    if (!current) return;
    const fields = [...current.querySelectorAll(".field")];
    const at = field ? fields.indexOf(field) + by : by > 0 ? 0 : fields.length - 1;
    point(fields[at] || null);
    if (field) field.scrollIntoView({ block: "nearest" });
  }

  async function locate(row) {
    const key = keyOf(row);
    if (cells.has(key) || !row.dataset.boxes) return;
    cells.set(key, {});
    const { plan, row: own } = placeOf(row);
    try {
      cells.set(key, await review.ask(`/api/documents/${id}/rows/${plan}/${own}/cells`));
    } catch {
      return; // the row as a whole is outlined
    }
    if (current === row) outline();
  }

  function step(by) {
    const found = all();
    go(found[Math.min(found.length - 1, Math.max(0, found.indexOf(current) + by))]);
  }

  function next() {
    const found = all();
    const from = found.indexOf(current);
    go([...found.slice(from + 1), ...found.slice(0, from + 1)].find((row) => row.dataset.state !== "accepted") || current);
  }

  function outline() {
    const cell = current && field ? (cells.get(keyOf(current)) || {})[field.dataset.field] || [] : [];
    const boxes = current ? current.dataset.boxes.split(";").filter(Boolean).map((one) => one.split(",").map(Number)) : [];
    paper.outline(boxes, cell);
  }

  // The rows anew, as they are decided now; the cursor stays where it was.
  async function refresh() {
    const kept = current ? keyOf(current) : null;
    const at = all().indexOf(current);
    const answer = await fetch(`/documents/${id}/rows`);
    if (!answer.ok) return;
    rows.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
    box.dataset.pages = document.getElementById("view").dataset.pages;
    const found = all();
    current = null;
    field = null;
    go(found.find((row) => keyOf(row) === kept) || found[Math.min(at, found.length - 1)] || found[0]);
    count();
  }

  async function decide(decision, said) {
    await review.decide(decision);
    await refresh();
    review.say(said);
  }

  function accept() {
    const row = current;
    if (!row) return;
    const before = row.dataset.state;
    if (before === "accepted") return step(1); // it is accepted already
    mark(row, "accepted", "принята");
    count();
    next();
    review
      .decide({ kind: "accept_row", ...placeOf(row) })
      .then((made) => {
        row.dataset.last = made.id;
        review.say("Принято.");
      })
      .catch((error) => {
        mark(row, before, "не проверена");
        count();
        review.say(error.message, true);
      });
  }

  function mark(row, state, words) {
    row.dataset.state = state;
    row.querySelector(".state-mark").textContent = words;
  }

  function textsOf(row, extra = true) {
    const texts = {};
    const labels = { number: "Номер", title: "Мероприятие", deadline: "Срок", body: "Исполнитель", result: "Результат" };
    for (const name of FIELDS) texts[name] = "";
    for (const field of row.querySelectorAll(".field")) {
      const name = field.dataset.field;
      if (!extra && !FIELDS.includes(name)) continue;
      texts[name] = field.querySelector(".text").textContent;
      labels[name] = field.querySelector("dt").textContent;
    }
    return { texts, labels };
  }

  function edit(focus = null) {
    const row = current;
    if (!row) return;
    const part = textsOf(row);
    const unclear = row.querySelector(".field.unknown");
    const save = async ([texts]) => {
      const changed = Object.keys(texts).filter((name) => texts[name] !== part.texts[name]);
      for (const name of changed) await review.decide({ kind: "edit", ...placeOf(row), field: name, text: texts[name], before: part.texts[name] });
      if (changed.length) await refresh();
      review.say(changed.length ? "Исправлено." : "Ничего не изменено.");
    };
    editor.open("Исправить строку", [part], placeOf(row), save, focus || (unclear && unclear.dataset.field));
  }

  function split() {
    const row = current;
    if (!row) return;
    const part = textsOf(row, false);
    const halves = [0, 1].map((n) => ({
      labels: part.labels,
      texts: Object.fromEntries(FIELDS.map((name) => [name, half(part.texts[name], n)])),
    }));
    editor.open("Разделить строку", halves, placeOf(row), (texts) => decide({ kind: "split", ...placeOf(row), rows: texts }, "Строка разделена."));
  }

  // Lines of a cell go to the part that they most likely belong to; a single line stays in both.
  function half(text, n) {
    const lines = text.split("\n");
    if (lines.length < 2) return text;
    const middle = Math.ceil(lines.length / 2);
    return (n ? lines.slice(middle) : lines.slice(0, middle)).join("\n");
  }

  function merge() {
    const found = all();
    const other = found[found.indexOf(current) + 1];
    if (!current || !other || placeOf(other).plan !== placeOf(current).plan) return review.say("Следующей строки в этом плане нет.", true);
    const [one, two] = [textsOf(current, false), textsOf(other, false)];
    const together = (name) => [...new Set([one.texts[name], two.texts[name]].filter(Boolean))].join("\n");
    const texts = Object.fromEntries(FIELDS.map((name) => [name, together(name)]));
    const place = placeOf(current);
    editor.open("Объединить со следующей строкой", [{ texts, labels: one.labels }], place, ([text]) =>
      decide({ kind: "merge", ...place, others: [placeOf(other).row], rows: [text] }, "Строки объединены."),
    );
  }

  function column() {
    const row = current;
    if (!row) return;
    const { texts, labels } = textsOf(row);
    const filled = Object.keys(texts).filter((name) => texts[name]);
    const short = (name) => `${labels[name] || name}: «${texts[name].slice(0, 50)}»`;
    const table = { document: id, plan: placeOf(row).plan, table: Number(row.dataset.table) };
    choice.open("Какая графа прочитана не так?", filled.map((name) => [name, short(name)]), async (field) => {
      setTimeout(() => {
        const roles = FIELDS.filter((name) => name !== field);
        choice.open("Что в ней на самом деле? Изменится вся таблица.", roles.map((name) => [name, labels[name]]), (to) =>
          decide({ kind: "column", ...table, field, to }, "Графы переставлены во всей таблице."),
        );
      }, 0);
    });
  }

  // Title and period of the plan; what its rows would mean is told before it is saved.
  function plan() {
    const section = current ? current.closest("section.plan") : rows.querySelector("section.plan");
    if (!section) return;
    const place = { kind: "plan", document: id, plan: Number(section.dataset.plan) };
    const texts = { title: section.dataset.title, period: section.dataset.period };
    const read = (pause, area, meaning) =>
      editor.tell(area, meaning, pause, async (text) => {
        if (text.trim() === texts[area.name]) return ["", false];
        const found = await review.ask("/api/reading", { document: id, plan: place.plan, field: area.name, text });
        return [found.meaning.join("; "), found.unknown];
      });
    const save = async ([told]) => {
      const changed = Object.keys(texts).filter((name) => told[name].trim() !== texts[name]);
      for (const name of changed) await review.decide({ ...place, field: name, text: told[name], before: texts[name] });
      if (changed.length) await refresh();
      review.say(changed.length ? "План исправлен, сроки прочитаны заново." : "Ничего не изменено.");
    };
    editor.open("Исправить план", [{ texts, labels: { title: "Название", period: "Период" }, read }], place, save, "period");
  }

  function waive() {
    const own = current ? [...current.querySelectorAll(".finding")] : [];
    const whole = [...rows.querySelectorAll("#document-findings .finding")];
    const open = [...own, ...whole].filter((one) => !one.dataset.waived);
    if (!open.length) return review.say("Замечаний здесь нет.", true);
    const options = open.map((one) => [one.dataset.finding, `${one.dataset.code} ${one.querySelector(".message").textContent}`.slice(0, 120)]);
    choice.open("Снять замечание", options, (finding, note) => decide({ kind: "waive", document: id, finding, note }, "Замечание снято."), "Причина:");
  }

  async function undo() {
    if (!current) return;
    const last = current.dataset.last;
    if (!last) return review.say("По этой строке решений нет.", true);
    await review.undo(last);
    await refresh();
    review.say("Отменено.");
  }

  const acceptDocument = () => decide({ kind: "accept_document", document: id }, "Документ принят.");

  const keys = {
    KeyJ: () => step(1),
    ArrowDown: () => step(1),
    KeyK: () => step(-1),
    ArrowUp: () => step(-1),
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    KeyN: next,
    Home: () => rows.scrollTo({ top: 0 }),
    Enter: accept,
    NumpadEnter: accept,
    KeyE: () => edit(field && field.dataset.field),
    KeyU: undo,
    KeyS: split,
    KeyM: merge,
    KeyC: column,
    KeyP: plan,
    KeyW: waive,
    KeyA: acceptDocument,
    BracketLeft: () => paper.show(paper.page - 1),
    BracketRight: () => paper.show(paper.page + 1),
  };

  document.addEventListener("keydown", async (event) => {
    if (!(event.target instanceof Element)) return;
    const inside = event.target.closest("input, textarea, select, button, a, summary");
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (inside && inside.matches("input, textarea, select")) return;
    if (inside && event.code === "Enter") return;
    if (event.key === "?" || (event.code === "Slash" && event.shiftKey) || (event.code === "Digit7" && event.key === "?")) {
      document.getElementById("help").showModal();
      return;
    }
    const act = keys[event.code];
    if (!act) return;
    event.preventDefault();
    try {
      await act();
    } catch (error) {
      review.say(error.message, true);
    }
  });

  rows.addEventListener("click", async (event) => {
    const undoing = event.target.closest("button.undo");
    if (undoing) {
      await review.undo(undoing.dataset.decision).catch((error) => review.say(error.message, true));
      await refresh();
      return;
    }
    const head = event.target.closest("button.edit-plan");
    if (head) {
      const own = head.closest("section.plan").querySelector("article.row");
      if (own && !head.closest("section.plan").contains(current)) go(own);
      return plan();
    }
    const row = event.target.closest("article.row");
    if (!row) return;
    if (row !== current) go(row, !window.getSelection().toString());
    point(event.target.closest(".field"));
  });
  rows.addEventListener("dblclick", (event) => {
    const field = event.target.closest(".field");
    if (field) edit(field.dataset.field);
  });
  const whole = document.getElementById("to-whole");
  if (whole) whole.addEventListener("click", () => rows.scrollTo({ top: 0 }));
  document.getElementById("page-back").addEventListener("click", () => paper.show(paper.page - 1));
  document.getElementById("page-next").addEventListener("click", () => paper.show(paper.page + 1));
  document.getElementById("accept-document").addEventListener("click", () => acceptDocument().catch((error) => review.say(error.message, true)));

  // A Word document gets its pages a moment after it was opened: then the rows have places.
  async function places(left) {
    if (all().some((row) => row.dataset.boxes) || left < 1) return;
    const status = await review.ask("/api/status").catch(() => ({ busy: true }));
    if (!status.busy && !document.querySelector("dialog[open]")) {
      await refresh();
      if (paper.loaded) paper.load(paper.page);
    } else setTimeout(() => places(left - 1), 1500);
  }

  count();
  if (box.dataset.busy === "true") setTimeout(() => places(60), 1500);
  const found = all();
  go(found.find((row) => `#${row.id}` === location.hash) || found.find((row) => row.dataset.state !== "accepted") || found[0]);
  if (!found.length) paper.show(1);
});
