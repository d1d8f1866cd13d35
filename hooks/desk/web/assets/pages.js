// The preview page: its wide frame as large as there is room for, and links that share the draft.
(() => {
  const section = document.querySelector(".shares");
  const told = section.querySelector(".shares__told");

  function fit(frame) {
    const page = frame.querySelector("iframe");
    const ratio = Math.min(1, frame.clientWidth / Number(page.width));
    frame.style.setProperty("--ratio", ratio);
    frame.style.height = `${Math.round(Number(page.height) * ratio)}px`;
  }

  const observer = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  document.querySelectorAll(".frame__window").forEach((frame) => {
    frame.classList.add("frame__window--fitted");
    observer.observe(frame);
  });

  async function send(address, content) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
    });
    const result = await answer.json();
    if (!answer.ok) throw new Error(result.error);
    return result;
  }

  async function tell(action) {
    try {
      told.textContent = await action();
    } catch (error) {
      told.textContent = error.message || section.dataset.failed;
    }
  }

  section.querySelector("[data-share]").addEventListener("submit", (event) => {
    event.preventDefault();
    const days = Number(new FormData(event.target).get("days"));
    tell(async () => {
      const share = await send("/admin/api/shares", { key: section.dataset.key, days });
      const entry = section.querySelector("template").content.cloneNode(true).querySelector("li");
      const field = entry.querySelector("input");
      entry.querySelector("label").firstChild.data = share.told;
      entry.querySelector("[data-revoke]").dataset.revoke = share.id;
      field.value = share.url;
      section.querySelector(".shares__list").prepend(entry);
      field.focus();
      field.select();
      return section.dataset.made;
    });
  });

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const entry = button.closest("li");
    if ("copy" in button.dataset) {
      const field = entry.querySelector("input");
      field.select();
      tell(async () => {
        await navigator.clipboard.writeText(field.value);
        return section.dataset.copied;
      });
    } else if (button.dataset.revoke) {
      tell(async () => {
        await send("/admin/api/shares/revoke", { id: button.dataset.revoke });
        entry.remove();
        return section.dataset.revoked;
      });
    }
  });
})();
