// A report: the record of what one points at, beside it; and which layers are on, in
// the address.

export function report(root: HTMLElement): void {
	const text = root.querySelector<HTMLElement>(".text");
	if (!text) return;
	layers(root);
	cards(root, text);
	entries(root, text);
}

/** Keeps the address true to the switches, so that it can be shared. */
function layers(root: HTMLElement): void {
	const switches = [...root.querySelectorAll<HTMLInputElement>(".layers input")];
	for (const s of switches) {
		s.addEventListener("change", () => {
			const on = switches.filter((x) => x.checked).map((x) => x.value);
			const here = new URL(location.href);
			here.searchParams.set("layers", on.join(","));
			history.replaceState(null, "", here);
		});
	}
}

const names = "events statements actors times places figures".split(" ");

/** Which layer an entry is of, by its id: "e3", "s1", "a-2". */
function layerOf(id: string): string {
	return names.find((name) => name[0] === id[0]) ?? "";
}

/** Shows the entries of the words that one points at or comes to with the keyboard. */
function cards(root: HTMLElement, text: HTMLElement): void {
	const card = document.createElement("div");
	card.className = "card";
	card.id = "card";
	card.hidden = true;
	card.setAttribute("role", "tooltip");
	root.append(card);
	root.style.position = "relative";
	let over: HTMLElement | null = null;

	const isOn = (id: string) => root.querySelector<HTMLInputElement>(`#layer-${layerOf(id)}`)?.checked ?? false;
	const hide = () => {
		over?.removeAttribute("aria-describedby");
		over = null;
		card.hidden = true;
	};
	const show = (mark: HTMLElement) => {
		if (mark === over) return;
		hide();
		const ids = (mark.dataset.of ?? "").split(" ").filter((id) => id && isOn(id));
		const found = ids.slice(0, 3).flatMap((id) => document.getElementById(id) ?? []);
		if (!found.length) return;
		card.replaceChildren(
			...found.map((e) => {
				const copy = e.cloneNode(true) as HTMLElement;
				for (const x of [copy, ...copy.querySelectorAll("[id]")]) x.removeAttribute("id");
				for (const x of copy.querySelectorAll("a")) x.replaceWith(...x.childNodes);
				return copy;
			}),
		);
		card.hidden = false;
		over = mark;
		mark.setAttribute("aria-describedby", card.id);
		place(root, card, mark);
	};
	text.addEventListener("pointerover", (e) => {
		const mark = (e.target as Element).closest<HTMLElement>("[data-of]");
		if (mark) show(mark);
		else hide();
	});
	text.addEventListener("pointerleave", hide);
	text.addEventListener("focusin", (e) => {
		const mark = (e.target as Element).closest<HTMLElement>("[data-of]");
		if (mark) show(mark);
	});
	text.addEventListener("focusout", hide);
	document.addEventListener("keydown", (e) => {
		if (e.key === "Escape") hide();
	});
}

/** Puts the card below the words, or above where there is no room. */
function place(root: HTMLElement, card: HTMLElement, mark: HTMLElement): void {
	const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
	const base = root.getBoundingClientRect();
	const left = Math.max(0, Math.min(at.left - base.left, base.width - card.offsetWidth));
	const below = at.bottom + card.offsetHeight + 8 < innerHeight || at.top < card.offsetHeight + 8;
	card.style.left = `${left}px`;
	card.style.top = `${below ? at.bottom - base.top + 6 : at.top - base.top - card.offsetHeight - 6}px`;
}

/** Lights up the words of the entry that one points at. */
function entries(root: HTMLElement, text: HTMLElement): void {
	const light = (id: string | undefined) => {
		for (const x of text.querySelectorAll(".lit")) x.classList.remove("lit");
		if (!id) return;
		for (const x of text.querySelectorAll<HTMLElement>("[data-of]")) {
			if (x.dataset.of!.split(" ").includes(id)) x.classList.add("lit");
		}
	};
	for (const entry of root.querySelectorAll<HTMLElement>(".entries .entry")) {
		entry.addEventListener("pointerenter", () => light(entry.id));
		entry.addEventListener("pointerleave", () => light(undefined));
	}
}
