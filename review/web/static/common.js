// What all pages share: who decides, requests to the API, messages to people. No library, no network but this server.
"use strict";

const review = {
  who() {
    const field = document.getElementById("who");
    return field ? field.value.trim() : "";
  },

  say(text, bad = false) {
    const status = document.getElementById("status");
    status.textContent = text;
    status.classList.toggle("problem", bad);
  },

  // Asks the API; gives its answer, or throws an Error with words for people. `body`: an object, or a form.
  async ask(path, body = null, method = body === null ? "GET" : "POST") {
    const options = { method, headers: { "X-Dorkarta": "1" } };
    if (body instanceof FormData) options.body = body;
    else if (body !== null) {
      options.body = JSON.stringify(body);
      options.headers["Content-Type"] = "application/json";
    }
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      throw new Error("Программа не отвечает. Проверьте, что окно с dorkarta review открыто.");
    }
    if (!answer.ok) {
      const found = await answer.json().catch(() => ({}));
      throw new Error(found.message || "Запрос не выполнен. Обновите страницу.");
    }
    return answer.json();
  },

  decide(decision) {
    return review.ask("/api/decisions", { who: review.who(), ...decision });
  },

  undo(id) {
    return review.ask(`/api/decisions/${encodeURIComponent(id)}/undo`, { who: review.who() });
  },

  // An element with text and children; text never becomes markup.
  make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  },
};

document.addEventListener("DOMContentLoaded", () => {
  const who = document.getElementById("who");
  who.value = localStorage.getItem("who") || "";
  who.addEventListener("change", () => localStorage.setItem("who", who.value.trim()));
  const link = document.querySelector(`nav a[data-page="${document.body.id}"]`);
  if (link) link.setAttribute("aria-current", "page");
});
