// Events as their reports are added, above those that were there: rows come from the
// server, as they stand in its pages. Who looks elsewhere is told nothing, and catches
// up when he comes back.

const most = 20;

export function live(section: HTMLElement): void {
	const rows = section.querySelector("tbody");
	const status = section.querySelector("[role=status]");
	if (!rows || !status) return;
	let at = section.dataset.live!;
	let told = 0;
	const since = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
	let source: EventSource | null = null;
	let saying = 0;

	const show = (html: string) => {
		const part = document.createElement("template");
		part.innerHTML = html;
		rows.prepend(part.content);
		while (rows.rows.length > most) rows.rows[most]!.remove();
		section.hidden = false;
		told++;
		// Once for all that come together: a screen reader would read each.
		saying ||= setTimeout(() => {
			saying = 0;
			status.textContent = `${told} ${told === 1 ? "event" : "events"} since ${since}`;
		}, 300);
	};
	const open = () => {
		source ??= new EventSource(at);
		source.onmessage = (e) => {
			if (e.lastEventId) at = `/live?after=${encodeURIComponent(e.lastEventId)}`;
			show(e.data);
		};
	};
	const close = () => {
		source?.close();
		source = null;
	};
	document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
	addEventListener("pagehide", close);
	addEventListener("pageshow", () => document.hidden || open());
	if (!document.hidden) open();
}
