// Unknown names: link to a body, make a new one, or say that it is none; what would change is shown before it is written.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const bodies = document.getElementById("bodies");
  const fresh = document.getElementById("new-body");
  const preview = document.getElementById("preview");
  const search = document.getElementById("body-search");
  let article = null;
  let timer = null;

  const asked = () => ({ name: article.dataset.name, scope: article.querySelector(".scope").value });

  async function ask(title, decision) {
    const full = decision.kind === "heading" ? decision : { ...asked(), ...decision };
    document.getElementById("preview-title").textContent = title;
    document.getElementById("effect").textContent = "Считаю, что изменится…";
    const confirm = document.getElementById("confirm");
    confirm.disabled = true;
    preview.showModal();
    try {
      const found = await review.ask("/api/decisions/preview", full);
      document.getElementById("effect").textContent = found.text;
      confirm.disabled = false;
      confirm.focus();
    } catch (error) {
      document.getElementById("effect").textContent = error.message;
    }
    confirm.onclick = async () => {
      try {
        await review.decide(full);
        preview.close();
        const next = article.nextElementSibling;
        article.remove();
        if (next && next.matches("article")) next.focus();
        document.getElementById("names-count").textContent = String(document.querySelectorAll("article[data-name]").length);
        review.say("Записано; набор данных обновляется.");
      } catch (error) {
        document.getElementById("effect").textContent = error.message;
      }
    };
  }

  async function suggest() {
    const name = search.value.trim() || article.dataset.name;
    const query = new URLSearchParams({ name, scope: article.querySelector(".scope").value });
    const list = document.getElementById("suggestions");
    try {
      const found = await review.ask(`/api/names/suggestions?${query}`);
      list.replaceChildren(
        ...found.map((one) => {
          const button = review.make("button", { type: "button", "data-body": one.body }, one.name);
          button.addEventListener("click", () => {
            bodies.close();
            ask(`«${article.dataset.name}» — это ${one.name}`, { kind: "link", body: one.body });
          });
          return review.make("li", { role: "option" }, button, review.make("small", {}, ` ${one.body_class}`));
        }),
      );
      if (!found.length) list.replaceChildren(review.make("li", { class: "hint" }, "Похожих нет. Измените запрос или заведите новый орган."));
    } catch (error) {
      list.replaceChildren(review.make("li", { class: "problem" }, error.message));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("article.name button");
    if (!button) return;
    article = button.closest("article.name");
    if (button.matches(".role")) {
      const heading = article.dataset.heading;
      ask(`Графа «${heading}» — ${button.textContent.toLowerCase()}`, { kind: "heading", name: heading, to: button.dataset.to || null });
    } else if (button.matches(".link")) {
      search.value = article.dataset.name;
      bodies.showModal();
      search.focus();
      search.select();
      suggest();
    } else if (button.matches(".new")) {
      document.getElementById("new-name").value = article.dataset.name;
      fresh.showModal();
      document.getElementById("new-name").select();
    } else if (button.matches(".nobody")) ask(`«${article.dataset.name}» — не орган`, { kind: "no_body" });
  });
  document.addEventListener("keydown", (event) => {
    const own = event.target.closest("article.name");
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.altKey || event.metaKey || (own && event.target !== own)) return;
    const all = [...document.querySelectorAll("article.name")];
    const to = { ArrowDown: all.indexOf(own) + 1, KeyJ: all.indexOf(own) + 1, ArrowUp: all.indexOf(own) - 1, KeyK: all.indexOf(own) - 1 }[event.code];
    if (to !== undefined && event.target.matches("body, article")) {
      event.preventDefault();
      if (all[to]) all[to].focus();
      return;
    }
    const button = own && own.querySelector({ Enter: ".link, .role", KeyN: ".new", KeyX: ".nobody" }[event.code] || ":not(*)");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 150);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      const first = document.querySelector("#suggestions button");
      if (first) first.focus();
    }
  });
  document.getElementById("suggestions").addEventListener("keydown", (event) => {
    const buttons = [...document.querySelectorAll("#suggestions button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    (buttons[to] || (to < 0 ? search : buttons[at])).focus();
  });
  document.getElementById("new-next").addEventListener("click", () => {
    fresh.close();
    const note = document.getElementById("new-name").value.trim();
    const kind = document.getElementById("new-class");
    ask(`«${article.dataset.name}» — новый орган: ${kind.selectedOptions[0].textContent}`, { kind: "new_body", body_class: kind.value, note });
  });
  fresh.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.matches("button")) return;
    event.preventDefault();
    document.getElementById("new-next").click();
  });
  const first = document.querySelector("article.name");
  if (first) first.focus();
  for (const [button, dialog] of [["bodies-cancel", bodies], ["new-cancel", fresh], ["preview-cancel", preview]])
    document.getElementById(button).addEventListener("click", () => dialog.close());
});
