// A network: those who deal with one another are moved close, a circle can be dragged,
// and what one points at stands out with its lines. The drawing is there without this,
// its circles in a ring.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

interface Node extends SimulationNodeDatum {
	name: string;
	r: number;
	x: number;
	y: number;
	at: SVGAElement;
}

interface Link {
	source: Node;
	target: Node;
	at: SVGPathElement;
}

export function network(svg: SVGSVGElement): void {
	const size = svg.viewBox.baseVal.width;
	const nodes = [...svg.querySelectorAll<SVGAElement>("[data-name]")].map((at): Node => {
		const { e, f } = at.transform.baseVal.getItem(0).matrix;
		return { name: at.dataset.name!, r: Number(at.dataset.r), x: e, y: f, at };
	});
	const named = new Map(nodes.map((n) => [n.name, n]));
	const links = [...svg.querySelectorAll<SVGPathElement>("[data-source]")].map(
		(at): Link => ({ source: named.get(at.dataset.source!)!, target: named.get(at.dataset.target!)!, at }),
	);
	const draw = () => {
		for (const n of nodes) {
			const margin = n.r + 14;
			n.x = Math.max(margin, Math.min(size - margin, n.x));
			n.y = Math.max(margin, Math.min(size - margin, n.y));
			n.at.setAttribute("transform", `translate(${n.x.toFixed(1)} ${n.y.toFixed(1)})`);
		}
		for (const l of links) l.at.setAttribute("d", arc(l.source, l.target));
	};
	// At once and not before one's eyes: the same network always lies in the same way.
	forceSimulation(nodes)
		.force("link", forceLink<Node, Link>(links).distance(size / 5).strength((l) => 0.02 * Number(l.at.getAttribute("stroke-width"))))
		.force("apart", forceManyBody().strength(-size * 1.2))
		.force("room", forceCollide<Node>((n) => n.r + 12))
		.force("x", forceX(size / 2).strength(0.09))
		.force("y", forceY(size / 2).strength(0.09))
		.stop()
		.tick(300);
	spread(nodes, size);
	draw();
	drag(svg, nodes, draw);
	for (const n of nodes) {
		const near = new Set(links.filter((l) => l.source === n || l.target === n).flatMap((l) => [l.source, l.target]));
		const stress = (on: boolean) => {
			for (const l of links) l.at.classList.toggle("far", on && l.source !== n && l.target !== n);
			for (const other of nodes) other.at.classList.toggle("far", on && other !== n && !near.has(other));
		};
		for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]] as const) n.at.addEventListener(event, () => stress(on));
	}
}

/** Lets a network of few actors have all of the room. */
function spread(nodes: Node[], size: number): void {
	for (const axis of ["x", "y"] as const) {
		const at = nodes.map((n) => n[axis]);
		const [low, high] = [Math.min(...at), Math.max(...at)];
		const more = Math.max(1, (size * 0.84) / Math.max(1, high - low));
		for (const n of nodes) n[axis] = size / 2 + (n[axis] - (low + high) / 2) * more;
	}
}

/** As arc in page_network.go: bent to the right of who acts. */
function arc(from: Node, to: Node): string {
	const far = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
	const ux = (to.x - from.x) / far;
	const uy = (to.y - from.y) / far;
	const middle = [(from.x + to.x) / 2 - uy * far * 0.12, (from.y + to.y) / 2 + ux * far * 0.12];
	const points = [[from.x + ux * from.r, from.y + uy * from.r], middle, [to.x - ux * (to.r + 5), to.y - uy * (to.r + 5)]].map((p) => p.map((v) => v.toFixed(1)).join(" "));
	return `M${points[0]}Q${points[1]} ${points[2]}`;
}

/** Lets circles be dragged; a drag is no click. */
function drag(svg: SVGSVGElement, nodes: Node[], draw: () => void): void {
	for (const n of nodes) {
		let moved = false;
		n.at.addEventListener("dragstart", (e) => e.preventDefault());
		n.at.addEventListener("pointerdown", (e) => {
			if (e.button !== 0 || e.pointerType === "touch") return; // a finger scrolls
			moved = false;
			n.at.setPointerCapture(e.pointerId);
		});
		n.at.addEventListener("pointermove", (e) => {
			if (!n.at.hasPointerCapture(e.pointerId)) return;
			const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
			moved ||= Math.hypot(at.x - n.x, at.y - n.y) > 4;
			if (!moved) return;
			n.x = at.x;
			n.y = at.y;
			draw();
		});
		n.at.addEventListener("click", (e) => {
			if (moved) e.preventDefault();
			moved = false;
		});
	}
}
