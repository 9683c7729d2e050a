// Dialogs of the document page: texts of a row (edit, split, merge) with their meaning while one types, and choices from a list.
"use strict";

const FIELDS = ["number", "title", "deadline", "body", "result"];

const editor = {
  asking: new Set(), // readings under way: a row that is split meanwhile would not be there any more

  // Opens the dialog for some rows: [{texts: {field: text}, labels: {field: label}}]; calls `save` with their texts.
  open(title, rows, place, save, focus = null) {
    const dialog = document.getElementById("editor");
    const box = document.getElementById("editor-fields");
    document.getElementById("editor-title").textContent = title;
    box.replaceChildren(...rows.map((row, n) => editor.part(row, n, rows.length, place)));
    const areas = [...box.querySelectorAll("textarea")];
    const done = async () => {
      const texts = rows.map((_, n) => Object.fromEntries(areas.filter((one) => one.dataset.part === String(n)).map((one) => [one.name, one.value])));
      try {
        document.getElementById("save").disabled = true;
        for (const area of areas) clearTimeout(area.timer);
        await Promise.allSettled(editor.asking);
        await save(texts);
        dialog.close();
      } catch (error) {
        review.say(error.message, true);
      } finally {
        document.getElementById("save").disabled = false;
      }
    };
    document.getElementById("save").onclick = done;
    document.getElementById("cancel").onclick = () => dialog.close();
    dialog.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        done();
      }
    };
    dialog.showModal();
    const first = areas.find((one) => one.name === focus) || areas.find((one) => one.name === "title") || areas[0];
    first.focus();
    first.select();
  },

  part(row, n, count, place) {
    const part = review.make("fieldset");
    if (count > 1) part.append(review.make("legend", {}, `Строка ${n + 1}`));
    for (const [name, text] of Object.entries(row.texts)) {
      const area = review.make("textarea", { name, rows: String(Math.min(8, Math.max(1, text.split("\n").length, Math.ceil(text.length / 60)))) });
      area.dataset.part = String(n);
      area.value = text;
      const meaning = review.make("output", { class: "meaning", "data-field": name });
      const read = row.read || ((pause) => editor.read(area, meaning, place, pause));
      area.addEventListener("input", () => read(150, area, meaning));
      part.append(review.make("label", { "data-field": name }, review.make("span", {}, row.labels[name] || name), area, meaning));
      if (row.read || name === "deadline" || name === "body") read(0, area, meaning);
    }
    return part;
  },

  // The meaning of what is typed, a moment after the last key.
  read(area, meaning, place, pause) {
    editor.tell(area, meaning, pause, async (text) => {
      const found = await review.ask("/api/reading", { ...place, field: area.name, text });
      return [found.meaning.join("; "), found.unknown];
    });
  },

  // Shows what `asked(text)` answers, [words, whether they warn], unless the text has changed meanwhile.
  tell(area, meaning, pause, asked) {
    clearTimeout(area.timer);
    area.timer = setTimeout(async () => {
      const text = area.value;
      const answer = asked(text).catch((error) => [error.message, true]);
      editor.asking.add(answer);
      const [words, warns] = await answer;
      editor.asking.delete(answer);
      if (area.value !== text) return;
      meaning.textContent = words;
      meaning.classList.toggle("unknown", warns);
    }, pause);
  },
};

const choice = {
  // Opens a list; calls `chosen` with the value of the one that is picked. `note`: a text field with this label, if any.
  open(title, options, chosen, note = null) {
    const dialog = document.getElementById("choice");
    document.getElementById("choice-title").textContent = title;
    const list = document.getElementById("choice-list");
    const reason = note === null ? null : review.make("input", { type: "text", id: "choice-reason", maxlength: "300" });
    const pick = async (value) => {
      try {
        await chosen(value, reason ? reason.value : "");
        dialog.close();
      } catch (error) {
        review.say(error.message, true);
      }
    };
    const buttons = options.map(([value, label], n) => {
      const button = review.make("button", { type: "button", "data-value": value }, `${n + 1}. ${label}`);
      button.addEventListener("click", () => pick(value));
      return button;
    });
    list.replaceChildren(...(reason ? [review.make("label", {}, `${note} `, reason)] : []), ...buttons);
    document.getElementById("choice-note").textContent = reason ? "Enter — первое в списке; Tab — другое." : "Цифра выбирает строку списка.";
    document.getElementById("choice-cancel").onclick = () => dialog.close();
    dialog.onkeydown = (event) => {
      const n = Number(event.key);
      if (n >= 1 && n <= buttons.length && event.target !== reason) {
        event.preventDefault();
        buttons[n - 1].click();
      } else if (event.key === "Enter" && event.target === reason) {
        event.preventDefault();
        buttons[0].click();
      }
    };
    dialog.showModal();
    (reason || buttons[0] || dialog).focus();
  },
};
