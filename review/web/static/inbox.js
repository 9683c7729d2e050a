// The inbox: files are dropped or chosen, and the lists follow while they are read.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const lists = document.getElementById("lists");
  let timer = null;

  async function refresh() {
    clearTimeout(timer);
    const answer = await fetch("/inbox");
    if (answer.ok) lists.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
    const busy = document.getElementById("progress").dataset.busy === "true";
    timer = setTimeout(refresh, busy ? 700 : 5000);
  }

  async function send(chosen) {
    for (const file of chosen) {
      const form = new FormData();
      form.append("file", file);
      review.say(`Передаю: ${file.name}`);
      try {
        await review.ask("/api/documents", form);
        review.say(`Передано: ${file.name}`);
      } catch (error) {
        review.say(`${file.name}: ${error.message}`, true);
      }
      await refresh();
    }
  }

  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    send([...event.dataTransfer.files]);
  });
  files.addEventListener("change", async () => {
    await send([...files.files]);
    files.value = "";
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => event.preventDefault()); // a file dropped beside the zone must not open
  timer = setTimeout(refresh, document.getElementById("progress").dataset.busy === "true" ? 700 : 5000);
});
