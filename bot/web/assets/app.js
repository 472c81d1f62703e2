// The page's script: shows what the stream brings and posts what the person says. All text enters the page as text
// nodes; all words come from the page.

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const as = "?as=" + encodeURIComponent(document.body.dataset.person);
const log = $("log"), scroller = $("scroller"), input = $("input");

let clock = JSON.parse($("clock").textContent);
let ready = false; // the backlog is shown, what comes now is new

function make(tag, className, ...children) {
  const el = document.createElement(tag);
  if (className) el.className = className;
  el.append(...children);
  return el;
}

function tell(el, text) {
  el.textContent = text;
  el.hidden = !text;
}

// ---- speaking

const post = (path, body) => send(path, JSON.stringify(body), { "Content-Type": "application/json" });

async function send(path, body, headers) {
  try {
    const response = await fetch(path + as, { method: "POST", headers, body });
    if (response.ok) return "";
    const fault = (await response.json()).error;
    if (response.status === 401) location.reload();
    return fault;
  } catch {
    return words.notSent;
  }
}

let unsure = null; // the last message that may not have arrived: saying it again keeps its id

async function say(message) {
  const again = unsure && unsure.text === message.text && unsure.data === message.data && unsure.on === message.on;
  const sent = again ? unsure : { id: crypto.randomUUID(), ...message };
  waitForAnswer();
  const fault = await post("/say", sent);
  unsure = fault ? sent : null;
  tell($("fault"), fault);
  if (fault) stopWaiting();
  return !fault;
}

async function submit() {
  const text = input.value.trim();
  if (!text) return;
  setInput("");
  if (!(await say({ text })) && !input.value) setInput(text);
}

function setInput(text) {
  input.value = text;
  fitInput();
}

function fitInput() {
  input.style.height = "auto";
  input.style.height = input.scrollHeight + 2 + "px";
}

$("composer").addEventListener("submit", (e) => {
  e.preventDefault();
  submit();
});
input.addEventListener("input", fitInput);
const plainEnter = (e) => e.key === "Enter" && !e.shiftKey && !e.isComposing && e.keyCode !== 229; // 229: input method
input.addEventListener("keydown", (e) => {
  if (!plainEnter(e)) return;
  e.preventDefault();
  submit();
});
input.addEventListener("keypress", (e) => {
  if (plainEnter(e)) e.preventDefault();
});

// ---- a file: what stands in the input goes with it as its caption

const picker = $("file"), attach = $("attach");
let unsureFile = null; // as unsure, of a file

async function sendFile(files) {
  const file = files[0];
  if (!file || attach.ariaBusy === "true") return;
  const text = input.value.trim();
  const why = files.length > 1 ? words.oneFile : file.size > Number(picker.dataset.max) ? words.fileTooLarge
    : file.size ? "" : words.fileEmpty;
  tell($("fault"), why);
  if (why) return;
  const again = unsureFile && unsureFile.text === text && unsureFile.name === file.name && unsureFile.size === file.size &&
    unsureFile.changed === file.lastModified;
  const sent = again ? unsureFile
    : { id: crypto.randomUUID(), text, name: file.name, size: file.size, changed: file.lastModified };
  const form = new FormData();
  form.append("id", sent.id);
  form.append("text", text);
  form.append("file", file);
  attach.ariaBusy = "true";
  waitForAnswer();
  const fault = await send("/upload", form);
  attach.ariaBusy = "false";
  unsureFile = fault ? sent : null;
  tell($("fault"), fault);
  if (fault) stopWaiting();
  else if (input.value.trim() === text) setInput("");
}

attach.addEventListener("click", () => picker.click());
picker.addEventListener("change", async () => {
  await sendFile(picker.files);
  picker.value = "";
});
const bringsFile = (e) => e.dataTransfer.types.includes("Files");
addEventListener("dragover", (e) => bringsFile(e) && e.preventDefault());
addEventListener("drop", (e) => {
  if (!bringsFile(e)) return;
  e.preventDefault();
  sendFile(e.dataTransfer.files);
});

let typing;
function waitForAnswer() {
  clearTimeout(typing);
  typing = setTimeout(() => {
    $("typing").hidden = false;
    if (following) toEnd();
    typing = setTimeout(stopWaiting, 30000);
  }, 250);
}

function stopWaiting() {
  clearTimeout(typing);
  $("typing").hidden = true;
}

// ---- showing

let cleared = false; // somebody who wanted to be forgotten is not greeted

function show(event) {
  if (event.who === "cleared") {
    cleared = true;
    if (log.contains(document.activeElement)) scroller.focus();
    log.replaceChildren();
    showChips([]);
    return;
  }
  if (event.who === "assistant") stopWaiting();
  if (event.keyboard) showChips(event.keyboard);
  const article = messageOf(event);
  const before = log.querySelector(`[data-ref="${event.ref}"]`);
  if (before) replace(before, article);
  else place(article);
  [article, article.nextElementSibling].forEach(markTime);
  if (!ready) return;
  article.classList.add("fresh");
  if (before) article.scrollIntoView({ block: "nearest" });
  else if (event.who === "person") toEnd();
  else if (following) reveal(article);
  else tell($("to-end"), words.newMessages);
}

function messageOf(event) {
  const mine = event.who === "person";
  const time = make("time", "", event.day + " " + event.time);
  time.dateTime = event.iso;
  const article = make("article", mine ? "mine" : "theirs",
    make("p", "when", time),
    make("h2", "hidden", mine ? words.you : words.assistant),
    make("div", "bubble", ...spansOf(event.text || []), ...fileOf(event)), ...buttonsOf(event));
  article.dataset.ref = event.ref;
  article.dataset.at = Date.parse(event.iso);
  article.tabIndex = -1;
  return article;
}

function spansOf(spans) {
  const kinds = { quote: "blockquote", bold: "strong", faint: "small" };
  return spans.map((span, i) => {
    const el = make(kinds[span.style] || "span", station(span) ? "station " + span.style : "", trimBeside(spans, i));
    if (span.style === "quote") el.setAttribute("aria-label", words.quote);
    return el;
  }).filter((el) => el.textContent);
}

function station(span) { return ["behind", "here", "ahead"].includes(span.style); }

// A quote and a station of a way are blocks of their own: the line breaks around them are not shown twice.
function trimBeside(spans, i) {
  const quote = (s) => s && (s.style === "quote" || station(s));
  let text = spans[i].text;
  if (quote(spans[i]) || quote(spans[i + 1])) text = text.replace(/\n+$/, "");
  if (quote(spans[i]) || quote(spans[i - 1])) text = text.replace(/^\n+/, "");
  return text;
}

function fileOf({ file }) {
  if (!file) return [];
  const link = make("a", "file", $("file-icon").content.cloneNode(true),
    make("span", "hidden", words.download), make("span", "name", file.name), make("span", "size", file.size));
  link.href = file.path + as;
  link.download = file.name;
  return file.picture ? [pictureOf(file, link.href), link] : [link];
}

// What does not load after all is still there to be downloaded.
function pictureOf(file, src) {
  const picture = make("img", "picture");
  picture.alt = words.picture + file.name;
  picture.addEventListener("load", () => following && toEnd());
  picture.addEventListener("error", () => picture.remove());
  picture.src = src;
  return picture;
}

function buttonsOf(event) {
  if (!event.buttons) return [];
  return [make("div", "buttons", ...event.buttons.map((row) => make("div", "row", ...row.map((b) => {
    const button = make("button", "", b.label);
    button.type = "button";
    button.addEventListener("click", () => press(button, { data: b.data, on: String(event.ref) }));
    return button;
  }))))];
}

async function press(button, message) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await say(message);
  button.ariaBusy = "false";
}

// New shortcuts take the keyboard's focus over from those before.
function showChips(rows) {
  const chips = $("chips"), at = [...chips.children].indexOf(document.activeElement);
  chips.replaceChildren(...rows.flat().map((text) => {
    const chip = make("button", "", text);
    chip.type = "button";
    chip.addEventListener("click", () => say({ text }));
    return chip;
  }));
  if (at >= 0) (chips.children[Math.min(at, chips.children.length - 1)] || scroller).focus({ preventScroll: true });
}

// An edited message keeps its place, and the keyboard's focus if it had it.
function replace(before, article) {
  const buttons = [...before.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  before.replaceWith(article);
  if (at < 0) return;
  const now = article.querySelectorAll("button");
  (now[Math.min(at, now.length - 1)] || article).focus({ preventScroll: true });
}

function place(article) {
  let after = log.lastElementChild;
  while (after && Number(after.dataset.ref) > Number(article.dataset.ref)) after = after.previousElementSibling;
  if (after) after.after(article);
  else log.prepend(article);
}

// The time stands above a message when some has passed since the one before.
function markTime(article) {
  if (!article) return;
  const passed = article.dataset.at - (article.previousElementSibling?.dataset.at ?? 0);
  article.classList.toggle("later", Math.abs(passed) >= 5 * 60 * 1000);
}

// ---- scrolling

let following = true; // new messages scroll into view, until the person scrolls up
let lastTop = 0;

const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;

function toEnd(behavior = "auto") {
  following = true;
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

// A long answer is shown from its first line.
function reveal(article) {
  if (article.offsetHeight <= scroller.clientHeight - 24) return toEnd();
  following = false;
  article.scrollIntoView({ block: "start" });
}

scroller.addEventListener("scroll", () => {
  if (nearEnd()) {
    following = true;
    $("to-end").hidden = true;
  } else if (scroller.scrollTop < lastTop) following = false;
  lastTop = scroller.scrollTop;
}, { passive: true });
new ResizeObserver(() => { // a phone's keyboard opens, the chips change
  if (following) toEnd("instant");
}).observe(scroller);
$("to-end").addEventListener("click", () => {
  toEnd();
  input.focus();
});

// ---- the sandbox

function showClock(now) {
  clock = now;
  $("now").replaceChildren(make("span", "year", now.year), now.day + " " + now.time);
  $("now").dateTime = now.date + "T" + now.time;
  $("jump-date").min = now.next;
}

$("next-day").addEventListener("click", async () => tell($("fault"), await post("/clock", { to: clock.next })));

function dialog(name, opener, prepare, act) {
  const box = $(name + "-dialog"), fault = box.querySelector(".fault");
  $(opener).addEventListener("click", () => {
    tell(fault, "");
    prepare();
    box.showModal();
  });
  box.querySelector(".cancel").addEventListener("click", () => box.close());
  $(name + "-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    const why = await act();
    tell(fault, why);
    if (!why) box.close();
  });
}

dialog("jump", "jump-to", () => { $("jump-date").value = clock.next; }, () => post("/clock", { to: $("jump-date").value }));
dialog("restart", "restart", () => {}, () => post("/reset", {}));

// ---- the stream

function listen() {
  const source = new EventSource("/events" + as);
  source.onopen = () => tell($("offline"), "");
  source.onmessage = (e) => {
    show(JSON.parse(e.data));
    newest = Number(e.lastEventId);
    look();
  };
  source.addEventListener("clock", (e) => showClock(JSON.parse(e.data)));
  source.addEventListener("reset", () => location.replace("/" + as));
  source.addEventListener("ready", begin);
  source.onerror = () => {
    tell($("offline"), words.reconnecting);
    if (source.readyState === EventSource.CLOSED) setTimeout(reopen, 3000);
  };
}

// What is shown counts as seen while somebody can look at the page.
let newest = 0, looked = 0;
function look() {
  if (!ready || document.visibilityState !== "visible" || newest <= looked) return;
  looked = newest;
  post("/seen", { seq: looked });
}
document.addEventListener("visibilitychange", look);

function begin() {
  if (ready) return;
  ready = true;
  look();
  log.setAttribute("aria-busy", "false");
  toEnd("instant");
  if (!cleared && !$("chips").childElementCount) post("/say", { id: "start", text: "/start", quiet: true }).then((why) => tell($("fault"), why));
}

// The browser gave up on the stream: once the server is back, the page is loaded anew.
async function reopen() {
  try {
    if ((await fetch("/style.css")).ok) return location.reload();
  } catch { /* not yet */ }
  setTimeout(reopen, 3000);
}

// What was typed outlives a reload.
const draft = "draft" + as;
addEventListener("pagehide", () => sessionStorage.setItem(draft, input.value));
setInput(sessionStorage.getItem(draft) || "");
sessionStorage.removeItem(draft);
if (matchMedia("(pointer: fine)").matches) input.focus();
listen();
