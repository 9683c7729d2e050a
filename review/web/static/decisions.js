// The list of decisions: each can be taken back.
"use strict";

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
