// The page of the document at the left: its picture, and the outlines of the row under the cursor on it.
"use strict";

// `id`: the document; `box`: the element that knows how many pages there are; `drawn`: called when another page has come.
function paperOf(id, box, drawn) {
  const paper = { page: 0, loaded: 0, width: 1, height: 1 };

  paper.show = (page) => {
    const pages = Number(box.dataset.pages);
    if (page < 1 || (pages && page > pages)) return;
    paper.page = page;
    document.getElementById("page-number").textContent = pages ? `страница ${page} из ${pages}` : `страница ${page}`;
    drawn();
    if (paper.loaded !== page) paper.load(page);
  };

  paper.load = async (page) => {
    const note = document.getElementById("page-note");
    const image = document.getElementById("page-image");
    paper.loaded = page;
    note.hidden = false;
    note.textContent = "Готовлю изображение страницы…";
    let answer = null;
    try {
      answer = await fetch(`/api/documents/${id}/pages/${page}.png`);
    } catch {
      answer = null;
    }
    if (paper.loaded !== page) return;
    if (!answer || !answer.ok) {
      const found = answer ? await answer.json().catch(() => ({})) : {};
      image.hidden = true;
      note.textContent = found.message || "Изображения страницы нет.";
      return;
    }
    paper.width = Number(answer.headers.get("X-Page-Width"));
    paper.height = Number(answer.headers.get("X-Page-Height"));
    const reader = new FileReader();
    reader.onload = () => {
      if (paper.loaded !== page) return;
      image.src = reader.result;
      image.hidden = false;
      note.hidden = true;
      drawn();
    };
    reader.readAsDataURL(await answer.blob());
  };

  // Frames around boxes [page, x0, top, x1, bottom] of the page that is shown; `cell`: those of the column under the cursor.
  paper.outline = (boxes, cell) => {
    const outlines = document.getElementById("outlines");
    const near = (one, other) => Math.abs(one - other) < 0.2; // boxes of the page are rounded
    const pointed = (x0, top) => cell.some((one) => one.page === paper.page && near(one.x0, x0) && near(one.top, top));
    outlines.replaceChildren(
      ...boxes
        .filter(([page]) => page === paper.page && paper.loaded === paper.page)
        .map(([, x0, top, x1, bottom]) => {
          const frame = review.make("div", { class: pointed(x0, top) ? "outline cell" : "outline" });
          frame.style.left = `${(100 * x0) / paper.width}%`;
          frame.style.top = `${(100 * top) / paper.height}%`;
          frame.style.width = `${(100 * (x1 - x0)) / paper.width}%`;
          frame.style.height = `${(100 * (bottom - top)) / paper.height}%`;
          return frame;
        }),
    );
    const first = outlines.querySelector(".cell") || outlines.firstElementChild;
    if (first) first.scrollIntoView({ block: "nearest" });
  };

  return paper;
}
