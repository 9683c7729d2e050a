// The list of decisions: each can be taken back.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const time of document.querySelectorAll("time")) // as the clock of the person's own place shows it
    time.textContent = new Date(time.dateTime).toLocaleString("ru", { dateStyle: "short", timeStyle: "short" });
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.undo");
  if (!button) return;
  button.disabled = true;
  try {
    await review.undo(button.dataset.decision);
    location.reload();
  } catch (error) {
    button.disabled = false;
    review.say(error.message, true);
  }
});
