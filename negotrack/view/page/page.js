"use strict";
(() => {
  const chart = document.querySelector(".chart");
  if (!chart) return;
  const canvas = chart.querySelector(".canvas");
  const axis = chart.querySelector(".axis .track");
  const panel = document.querySelector(".panel");
  const tools = document.querySelector(".tools");
  const items = [...chart.querySelectorAll(".item")];
  const percent = (element, name) => parseFloat(element.getAttribute(name)) || 0;
  let zoom = 1;
  let opener = null;

  const rooms = [...chart.querySelectorAll(".room")].map((room) => {
    const text = room.firstElementChild;
    const shift = Math.max(parseFloat(text.getAttribute("x")), 9);
    const at = Object.fromEntries(Object.entries(room.dataset).map(([name, value]) => [name, parseFloat(value)]));
    return { room, text, shift, needs: text.getComputedTextLength() + shift + 3, ...at };
  });
  function place({ room, text, shift, needs, first, sure, share, free }, width) {
    const [within, ahead] = [share / 100 * width, free / 100 * width];
    const before = ahead >= needs && within < 2 * needs;
    room.classList.toggle("before", before);
    room.classList.toggle("tight", !before && within < needs);
    room.setAttribute("x", `${before ? first : sure}%`);
    room.setAttribute("width", `${share}%`);
    text.setAttribute("x", before ? -8 : shift);
    text.setAttribute("text-anchor", before ? "end" : "start");
  }
  const rank = { year: 0, month: 1, day: 2 };
  const ticks = [...axis.querySelectorAll(".tick")].map((tick) => {
    const unit = ["year", "month", "day"].find((name) => tick.classList.contains(name));
    return { tick, unit, at: percent(tick, "x") / 100, needs: tick.firstElementChild.getComputedTextLength() + 12 };
  }).sort((one, other) => rank[one.unit] - rank[other.unit] || other.at - one.at);

  const asOf = axis.querySelector(".as-of");
  const gaps = [...axis.querySelectorAll(".gap")].map((gap) => (
    { gap, at: percent(gap, "x") / 100, needs: gap.firstElementChild.getComputedTextLength() + 8 }));

  function makeRoom() {
    const width = axis.getBoundingClientRect().width;
    let last = -Infinity;
    const named = percent(asOf, "x") / 100 * width - asOf.firstElementChild.getComputedTextLength() - 8;
    for (const { gap, at, needs } of gaps) {
      const fits = at * width - needs / 2 > last && at * width + needs / 2 < named;
      if (fits) last = at * width + needs / 2;
      gap.classList.toggle("tight", !fits);
    }
    for (const room of rooms) place(room, width);
    const taken = [];
    for (const { tick, unit, at, needs } of ticks) {
      const row = unit === "year" ? 0 : 1;
      const start = at * width - (row ? needs / 2 : 0);
      const fits = !taken.some(([from, to, where]) => where === row && start < to && from < start + needs);
      if (fits) taken.push([start, start + needs, row]);
      tick.classList.toggle("tight", !fits);
    }
  }

  function middle() {
    const frame = chart.getBoundingClientRect();
    const from = frame.left + chart.querySelector(".lane .label").getBoundingClientRect().width % frame.width;
    const item = document.activeElement.closest(".item") || opener;
    for (const place of [item && item.querySelector(".pin, .set"), asOf.firstElementChild]) {
      const found = place && place.getBoundingClientRect();
      if (found && found.right > from && found.right < frame.right) return found.right;
    }
    return (from + frame.right) / 2;
  }

  function enlarge(to, x) {
    const before = zoom;
    const label = chart.querySelector(".lane .label").getBoundingClientRect().width;
    const offset = (x === undefined ? middle() : x) - chart.getBoundingClientRect().left;
    const inner = Math.max(offset - label, 0);
    zoom = Math.min(Math.max(to, 1), 60);
    document.documentElement.style.setProperty("--zoom", zoom);
    chart.scrollLeft = (chart.scrollLeft + inner) * (zoom / before) - inner;
    makeRoom();
  }

  const steps = { in: () => enlarge(zoom * 1.5), out: () => enlarge(zoom / 1.5), fit: () => enlarge(1) };
  for (const button of tools.querySelectorAll("button")) button.addEventListener("click", steps[button.dataset.zoom]);
  chart.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
    event.preventDefault();
    enlarge(zoom * Math.exp(-event.deltaY / 300), event.clientX);
  }, { passive: false });

  let grip = null;
  chart.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("a, summary, .label")) return;
    grip = { x: event.clientX, y: event.clientY, left: chart.scrollLeft, top: chart.scrollTop };
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (!grip) return;
    chart.scrollLeft = grip.left - (event.clientX - grip.x);
    chart.scrollTop = grip.top - (event.clientY - grip.y);
  });
  for (const end of ["pointerup", "pointercancel"]) chart.addEventListener(end, () => { grip = null; });

  function reveal(item) {
    const place = (item.querySelector(".pin, .set") || item).getBoundingClientRect();
    const frame = chart.getBoundingClientRect();
    const from = frame.left + chart.querySelector(".lane .label").getBoundingClientRect().width % frame.width;
    if (place.left < from + 20 || place.right > frame.right - 40) chart.scrollLeft += place.left - (from + frame.right) / 2;
    const top = axis.getBoundingClientRect().bottom + 40;
    const low = frame.top + frame.height * 0.5;
    if (place.top < top || place.bottom > low) chart.scrollTop += place.top - (top + low) / 2;
  }

  function show(item) {
    const found = document.getElementById(item.getAttribute("href").slice(1));
    if (!found) return;
    if (opener) opener.classList.remove("shown");
    opener = item;
    item.classList.add("shown");
    const copy = found.cloneNode(true);
    const more = document.createElement("a");
    more.href = `#${found.id}`;
    more.textContent = "In the list of all reports";
    copy.removeAttribute("id");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", hide);
    panel.replaceChildren(close, copy, more);
    panel.hidden = false;
  }
  function hide() {
    panel.hidden = true;
    if (!opener) return;
    opener.classList.remove("shown");
    opener.focus();
    panel.hidden = true;
    opener = null;
  }
  let quiet = false;
  for (const item of items) {
    item.addEventListener("click", (event) => {
      event.preventDefault();
      show(item);
      if (event.detail === 0) panel.querySelector("button").focus();
    });
    item.addEventListener("focus", () => { if (!quiet) show(item); });
  }
  function hideQuietly() {
    quiet = true;
    hide();
    quiet = false;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) hideQuietly();
  });
  panel.addEventListener("click", (event) => { if (event.target.closest("a")) panel.hidden = true; });
  window.addEventListener("hashchange", () => { panel.hidden = true; });

  const seen = () => items.filter((item) => item.getClientRects().length);
  function move(item, event) {
    const lane = item.closest(".lane");
    const all = seen();
    const here = all.filter((other) => other.closest(".lane") === lane);
    if (event.key === "ArrowRight") return here[here.indexOf(item) + 1];
    if (event.key === "ArrowLeft") return here[here.indexOf(item) - 1];
    if (event.key === "ArrowDown") return all.slice(all.indexOf(item)).find((other) => other.closest(".lane") !== lane);
    const before = all.slice(0, all.indexOf(here[0])).pop();
    return before && all.find((other) => other.closest(".lane") === before.closest(".lane"));
  }
  for (const item of items.slice(1)) item.tabIndex = -1;
  chart.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") steps.in();
    else if (event.key === "-") steps.out();
    else if (event.key === "0") steps.fit();
    else if (event.key.startsWith("Arrow") && event.target.closest(".item")) {
      const next = move(event.target.closest(".item"), event);
      if (next) {
        event.target.closest(".item").tabIndex = -1;
        next.tabIndex = 0;
        next.focus({ preventScroll: true });
        reveal(next);
      }
    } else return;
    event.preventDefault();
  });

  tools.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const lane of chart.querySelectorAll(".group > .lane")) {
      lane.hidden = !lane.querySelector(".label").textContent.toLowerCase().includes(wanted);
    }
  });

  tools.hidden = false;
  new ResizeObserver(makeRoom).observe(chart);
  makeRoom();
})();
