// What pages do beyond what they are: each part looks for its own piece of a page and
// leaves the others alone. Without any of it every text and table is there.
import { report } from "./report";
import { article } from "./article";
import { keys } from "./keys";
import { live } from "./live";
import { network } from "./network";

for (const root of document.querySelectorAll<HTMLElement>("[data-report]")) report(root);
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-article]")) article(form);
for (const form of document.querySelectorAll<HTMLElement>("[data-keys]")) keys(form);
for (const svg of document.querySelectorAll<SVGSVGElement>("[data-network]")) network(svg);
for (const section of document.querySelectorAll<HTMLElement>("[data-live]")) live(section);
