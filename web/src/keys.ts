// Keys for what stands on a page: pressing the letter that a button, a link or a summary
// names is a click on it, unless one is writing.

export function keys(form: HTMLElement): void {
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || (e.target as Element).closest("input, select, textarea")) return;
		const at = [...form.querySelectorAll<HTMLElement>("[data-key]")].find((x) => x.dataset.key === e.key);
		if (!at) return;
		e.preventDefault();
		at.click();
	});
}
