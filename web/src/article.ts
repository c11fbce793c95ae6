// The form for an article: a file may be dropped on it, and what takes a moment says so.

export function article(form: HTMLFormElement): void {
	const file = form.querySelector<HTMLInputElement>("input[type=file]");
	const text = form.querySelector<HTMLTextAreaElement>("textarea");
	if (!file || !text) return;
	form.addEventListener("dragover", (e) => e.preventDefault());
	form.addEventListener("drop", (e) => {
		if (!e.dataTransfer?.files.length) return;
		e.preventDefault();
		file.files = e.dataTransfer.files;
		text.value = "";
		form.requestSubmit();
	});
	form.addEventListener("submit", () => form.setAttribute("aria-busy", "true"));
	addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}
